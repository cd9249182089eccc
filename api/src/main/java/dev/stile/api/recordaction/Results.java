package dev.stile.api.recordaction;

import dev.stile.api.action.ActionResult;
import dev.stile.api.action.Receipt;
import dev.stile.api.event.RecordEventId;
import dev.stile.api.json.Json;
import dev.stile.api.record.Comment;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.ProjectRef;

import java.util.Optional;

/** What came of an action, as its output schema says. A receipt names the event that follows. */
final class Results {
    private Results() {}

    /** A record that was made, changed or read. */
    static ActionResult of(String what, ProjectRef project, Tainted<TrackerRecord> record) {
        Tainted<String> event =
                record.map(now -> RecordEventId.of(project, now.id(), now.meta().version()).text());
        return result(what, record, record.map(now -> output(now).build()), event);
    }

    /** A comment of a record. */
    static ActionResult commented(
            ProjectRef project, Tainted<TrackerRecord> record, Tainted<Comment> comment) {
        Tainted<Json> output =
                record.combine(
                        comment,
                        (now, said) -> output(now).put("comment", said.id().text()).build());
        Tainted<String> event =
                record.combine(
                        comment,
                        (now, said) ->
                                RecordEventId.commented(
                                                project, now.id(), said.id(), said.version())
                                        .text());
        return result("commented on", record, output, event);
    }

    private static ActionResult result(
            String what,
            Tainted<TrackerRecord> record,
            Tainted<Json> output,
            Tainted<String> event) {
        return new ActionResult(
                record.map(now -> now.id().text() + " was " + what),
                output,
                Optional.of(new Receipt(event, Optional.empty())));
    }

    private static Json.ObjectBuilder output(TrackerRecord record) {
        return Json.object()
                .put("id", record.id().text())
                .put("version", record.meta().version().text())
                .put("title", record.title())
                .putIf("status", record.status().map(status -> status.name()))
                .putIf("url", record.meta().url());
    }
}
