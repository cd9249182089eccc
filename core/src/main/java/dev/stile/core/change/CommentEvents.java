package dev.stile.core.change;

import dev.stile.api.event.RecordEventId;
import dev.stile.api.json.Json;
import dev.stile.api.record.Comment;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Moment;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A comment as an event. It says nothing of its record that may change, so that the same comment
 * gives the same bytes whenever it is read. Pure.
 */
final class CommentEvents {
    private static final int LONGEST = 6_000;

    private CommentEvents() {}

    static ChangeEvent of(
            ProjectRef project,
            Tainted<TrackerRecord> record,
            RecordId id,
            Tainted<Comment> comment) {
        RecordId said = comment.checked(Comment::id);
        Version version = comment.checked(Comment::version);
        Moment time = comment.checked(now -> new Moment(now.createdAt().orElse(Instant.EPOCH)));
        return new ChangeEvent(
                RecordEventId.commented(project, id, said, version),
                RecordEvents.COMMENTED,
                Optional.of(time.at()).filter(at -> !at.equals(Instant.EPOCH)),
                id,
                Set.of(),
                record.combine(comment, (about, now) -> payload(project, about, now)));
    }

    private static Json.JsonObject payload(
            ProjectRef project, TrackerRecord record, Comment comment) {
        Json.ObjectBuilder payload =
                Json.object().put("message", RecordEvents.whole(comment.body(), LONGEST));
        comment.author().ifPresent(author -> payload.put("author", author.spelled()));
        payload.put(
                "source",
                Json.object()
                        .put("container", project.text())
                        .put("item", record.id().text())
                        .put("comment", comment.id().text())
                        .build());
        comment.createdAt().ifPresent(time -> payload.put("time", time.toString()));
        payload.putIf("url", record.meta().url());
        payload.put("flags", List.of());
        comment.replyTo().ifPresent(to -> payload.put("reply_to", to.text()));
        if (comment.body().length() > LONGEST) {
            payload.put(
                    "truncated",
                    Json.array(
                            List.of(
                                    RecordEvents.cut(
                                            "/message", LONGEST, comment.body().length()))));
        }
        return payload.build();
    }
}
