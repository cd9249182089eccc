package dev.stile.connectors.redmine.project;

import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListedItem;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.ProjectRef;
import dev.stile.connectors.redmine.wire.Issue;
import dev.stile.connectors.redmine.wire.IssuePage;
import dev.stile.connectors.redmine.wire.IssueReader;

import java.util.List;
import java.util.Optional;

/**
 * Labels what was read: a private issue is for fewer readers than its project.
 *
 * @param reader how an issue is read
 * @param connection slug of the connection
 */
public record Items(IssueReader reader, String connection) {
    private enum Form {
        PUBLIC,
        PRIVATE,
        BROKEN,
        NAMELESS
    }

    /** The entries of a page, in its order. */
    List<ListedItem> of(Tainted<IssuePage> page) {
        return page.<IssuePage.Entry>mapEach(IssuePage::entries).stream().map(this::item).toList();
    }

    private ListedItem item(Tainted<IssuePage.Entry> entry) {
        return switch (entry.checked(read -> new Fact<>(form(read))).answer()) {
            case PUBLIC, PRIVATE -> {
                Tainted<TrackerRecord> record = record(entry.map(Items::issue));
                yield new ListedItem.Present(
                        record.checked(TrackerRecord::id),
                        record.checked(read -> read.meta().version()),
                        record);
            }
            case BROKEN ->
                    new ListedItem.Unreadable(
                            Optional.of(entry.checked(read -> broken(read).id().orElseThrow())),
                            "the server's answer about it is not what was expected");
            case NAMELESS ->
                    new ListedItem.Unreadable(
                            Optional.empty(), "the server's answer about it does not even name it");
        };
    }

    /** The record of an issue under the label that it deserves. */
    public Tainted<TrackerRecord> record(Tainted<Issue> issue) {
        Tainted<TrackerRecord> record = issue.map(Issue::record);
        return switch (issue.checked(
                        read -> new Fact<>(read.isPrivate() ? Form.PRIVATE : Form.PUBLIC))
                .answer()) {
            case PRIVATE -> {
                ProjectRef project =
                        issue.checked(read -> new ProjectRef(Long.toString(read.project())));
                yield record.joined(Label.outside(Scope.of(connection, project + "/private")));
            }
            case PUBLIC, BROKEN, NAMELESS -> record;
        };
    }

    private static Form form(IssuePage.Entry entry) {
        return switch (entry) {
            case IssuePage.Entry.Readable(Issue issue) ->
                    issue.isPrivate() ? Form.PRIVATE : Form.PUBLIC;
            case IssuePage.Entry.Broken(var id) -> id.isPresent() ? Form.BROKEN : Form.NAMELESS;
        };
    }

    private static Issue issue(IssuePage.Entry entry) {
        return switch (entry) {
            case IssuePage.Entry.Readable(Issue issue) -> issue;
            case IssuePage.Entry.Broken broken ->
                    throw new IllegalStateException("not a readable entry");
        };
    }

    private static IssuePage.Entry.Broken broken(IssuePage.Entry entry) {
        return switch (entry) {
            case IssuePage.Entry.Broken broken -> broken;
            case IssuePage.Entry.Readable readable ->
                    throw new IllegalStateException("a readable entry");
        };
    }
}
