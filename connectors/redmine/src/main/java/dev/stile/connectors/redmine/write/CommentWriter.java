package dev.stile.connectors.redmine.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.json.Json;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.FieldRef;
import dev.stile.api.store.FindResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.client.RedmineClient;
import dev.stile.connectors.redmine.client.RedmineClient.Written;
import dev.stile.connectors.redmine.project.Comments;
import dev.stile.connectors.redmine.project.Comments.Commented;
import dev.stile.connectors.redmine.project.Identity;
import dev.stile.connectors.redmine.project.Vocabularies;
import dev.stile.connectors.redmine.wire.Notes;

import java.time.Instant;
import java.util.List;

/**
 * Comments on issues: a read, a write whose answer is empty, and a read that finds what the write
 * made. Any thread may use it.
 */
public final class CommentWriter {
    private static final String OPERATION = "commenting on the issue";

    private final RedmineClient client;
    private final Identity identity;
    private final Vocabularies vocabularies;
    private final Comments comments;

    public CommentWriter(
            RedmineClient client, Identity identity, Vocabularies vocabularies, Comments comments) {
        this.client = client;
        this.identity = identity;
        this.vocabularies = vocabularies;
        this.comments = comments;
    }

    /** Adds a comment and says what the server made of it. */
    public Tainted<Comment> add(
            ProjectRef project,
            RecordId id,
            Untainted<CommentDraft, Sink.RecordField> draft,
            CallContext call) {
        if (draft.value().replyTo().isPresent()) {
            throw new Invalid("reply_to", "the server has no answers to comments", List.of());
        }
        Commented before = comments.read(project, id, call);
        long last = before.view().checked(view -> new Quantity(Notes.lastId(view))).value();
        Untainted<Json, Sink.RecordField> body = draft.map(CommentWriter::body);
        Written written = client.write("PUT", client.issue(id), OPERATION, body, call);
        if (!written.answered(204) && !written.answered(200)) {
            throw Refusal.of(
                    written, What.RECORD, List.of(FieldRef.BODY), vocabularies.of(project, call));
        }
        return readBack(project, id, last, draft.value().body(), call);
    }

    /** Nothing of our own behind the last one says that the request was taken and dropped. */
    private Tainted<Comment> readBack(
            ProjectRef project, RecordId id, long last, String text, CallContext call) {
        List<Tainted<Comment>> ours;
        try {
            List<Tainted<Comment>> later =
                    OwnComments.behind(last, comments.all(project, id, call));
            // Only if somebody else spoke at the same moment does it matter who.
            ours =
                    later.size() > 1 || OwnComments.saying(text, later).isEmpty()
                            ? OwnComments.by(identity.self(call), later)
                            : later;
        } catch (ConnectorException unreadable) {
            throw new OutcomeUnknown(
                    OPERATION, "it was written, and could not be read back", unreadable);
        }
        if (ours.isEmpty()) {
            throw new Permission(
                    "the server took the request and dropped the comment",
                    List.of("the right to add notes"));
        }
        List<Tainted<Comment>> made = OwnComments.saying(text, ours);
        if (made.size() > 1) {
            throw new OutcomeUnknown(OPERATION, "there are several like it at once");
        }
        if (made.isEmpty()) {
            throw new OutcomeUnknown(OPERATION, "a new comment of ours says something else");
        }
        return made.getFirst();
    }

    /**
     * Looks for the comment that a lost answer may have made. Asks first who we are: with an
     * unknown key nothing would be ours, which would prove absence.
     */
    public FindResult find(
            ProjectRef project, RecordId id, CommentDraft draft, Instant since, CallContext call) {
        LookBack lookBack = LookBack.from(since, identity.ask(call).serverTime());
        long self = identity.self(call);
        return OwnComments.verdict(
                OwnComments.by(self, comments.all(project, id, call)), draft.body(), lookBack);
    }

    private static Json body(CommentDraft draft) {
        return Json.object().put("issue", Json.object().put("notes", draft.body()).build()).build();
    }
}
