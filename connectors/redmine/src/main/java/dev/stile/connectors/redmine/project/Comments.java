package dev.stile.connectors.redmine.project;

import dev.stile.api.call.CallContext;
import dev.stile.api.json.JsonView;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.Comment;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.wire.Notes;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads comments, which only a single read of their issue shows. Private ones are read only where
 * private issues are, under the same stricter label. Any thread may use it.
 */
public final class Comments {
    private enum Seen {
        BY_ALL,
        BY_FEWER
    }

    private final Issues issues;
    private final String connection;
    private final boolean showsPrivate;

    /**
     * @param connection slug of the connection, for the label of private ones
     */
    public Comments(Issues issues, String connection, boolean showsPrivate) {
        this.issues = issues;
        this.connection = connection;
        this.showsPrivate = showsPrivate;
    }

    /**
     * An issue with its journal.
     *
     * @param view its JSON
     * @param record what the JSON says
     */
    public record Commented(Tainted<JsonView> view, Tainted<TrackerRecord> record) {}

    /** The comments of an issue that is in the project, oldest first. One request. */
    public List<Tainted<Comment>> all(ProjectRef project, RecordId id, CallContext call) {
        return of(project, read(project, id, call));
    }

    /** Reads an issue with its journal, if it is in the project and may be read. */
    public Commented read(ProjectRef project, RecordId id, CallContext call) {
        Tainted<JsonView> view = issues.view(id, "journals,relations", call);
        return new Commented(view, issues.record(project, view, call));
    }

    /** The comments of an issue that was read. */
    public List<Tainted<Comment>> of(ProjectRef project, Commented issue) {
        Label stricter =
                Label.outside(Scope.of(connection, project.text() + "/private"))
                        .join(issue.record().label());
        List<Tainted<Comment>> comments = new ArrayList<>();
        for (Tainted<Notes.Note> note :
                issue.view().joined(issue.record().label()).<Notes.Note>mapEach(Notes::of)) {
            Tainted<Comment> comment = note.map(Notes.Note::comment);
            switch (note.checked(read -> new Fact<>(seen(read))).answer()) {
                case BY_ALL -> comments.add(comment);
                case BY_FEWER -> {
                    if (showsPrivate) {
                        comments.add(comment.joined(stricter));
                    }
                }
            }
        }
        return comments;
    }

    private static Seen seen(Notes.Note note) {
        return note.isPrivate() ? Seen.BY_FEWER : Seen.BY_ALL;
    }
}
