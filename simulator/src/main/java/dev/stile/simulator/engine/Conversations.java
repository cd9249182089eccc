package dev.stile.simulator.engine;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The comments and attachments of one project's records, and the messages of its channels. Guarded
 * by the tracker's lock.
 */
public final class Conversations {
    /** A file on a record: what is served about it, and its bytes. */
    public record Attachment(Json.Obj about, byte[] content) {}

    private final Map<Long, TreeMap<Long, Json.Obj>> comments = new HashMap<>();
    private final Map<Long, TreeMap<Long, Attachment>> attachments = new HashMap<>();
    private final TreeMap<Long, Json.Obj> messages = new TreeMap<>();
    private long lastComment;
    private long lastAttachment;
    private long lastVersion;

    /** The comments of a record above this id, by id. */
    public Collection<Json.Obj> comments(long record, long after) {
        return Optional.ofNullable(comments.get(record))
                .map(all -> List.copyOf(all.tailMap(after, false).values()))
                .orElse(List.of());
    }

    /** One comment of a record. */
    public Json.Obj comment(long record, String id) {
        return comments(record, 0).stream()
                .filter(comment -> comment.text("id").filter(id::equals).isPresent())
                .findFirst()
                .orElseThrow(
                        () ->
                                Problem.of(
                                                404,
                                                "comment_not_found",
                                                "there is no comment with this id")
                                        .refused());
    }

    /** Adds a comment. */
    public Json.Obj addComment(
            StoredRecord record, User author, String body, Optional<String> replyTo, String at) {
        long id = ++lastComment;
        Json.Obj comment =
                Json.object()
                        .put("id", Long.toString(id))
                        .put("record", record.id())
                        .put("version", nextVersion())
                        .put("author", author.json())
                        .put("created_at", at)
                        .put("updated_at", at)
                        .put("reply_to", replyTo)
                        .put("body", body)
                        .build();
        comments.computeIfAbsent(record.number(), _ -> new TreeMap<>()).put(id, comment);
        return comment;
    }

    /** Puts another text into a comment. */
    public Json.Obj changeComment(long record, Json.Obj comment, String body, String at) {
        Json.Obj changed =
                comment.with("version", Json.text(nextVersion()))
                        .with("updated_at", Json.text(at))
                        .with("body", Json.text(body));
        long id = Long.parseLong(comment.text("id").orElseThrow());
        Optional.ofNullable(comments.get(record)).ifPresent(all -> all.put(id, changed));
        return changed;
    }

    /** Takes a comment away. */
    public void deleteComment(long record, Json.Obj comment) {
        long id = Long.parseLong(comment.text("id").orElseThrow());
        Optional.ofNullable(comments.get(record)).ifPresent(all -> all.remove(id));
    }

    /** The attachments of a record, by id. */
    public Collection<Attachment> attachments(long record) {
        return Optional.ofNullable(attachments.get(record))
                .map(all -> List.copyOf(all.values()))
                .orElse(List.of());
    }

    /** One attachment of a record. */
    public Attachment attachment(long record, String id) {
        return attachments(record).stream()
                .filter(attachment -> attachment.about().text("id").filter(id::equals).isPresent())
                .findFirst()
                .orElseThrow(
                        () ->
                                Problem.of(
                                                404,
                                                "attachment_not_found",
                                                "there is no attachment with this id")
                                        .refused());
    }

    /** Adds a file; {@code about} gets its id. */
    public Json.Obj addAttachment(StoredRecord record, Json.Obj about, byte[] content) {
        long id = ++lastAttachment;
        Json.Obj named =
                Json.object()
                        .put("id", Long.toString(id))
                        .put("record", record.id())
                        .putAll(about)
                        .build();
        attachments
                .computeIfAbsent(record.number(), _ -> new TreeMap<>())
                .put(id, new Attachment(named, content));
        return named;
    }

    /** The messages of all channels above this id, by id. */
    public Collection<Json.Obj> messages(long after) {
        return List.copyOf(messages.tailMap(after, false).values());
    }

    /** Says something in a channel; it is never changed. */
    public Json.Obj send(String channel, User author, String text, String at) {
        long id = messages.isEmpty() ? 1 : messages.lastKey() + 1;
        Json.Obj message =
                Json.object()
                        .put("id", Long.toString(id))
                        .put("channel", channel)
                        .put("author", author.json())
                        .put("created_at", at)
                        .put("text", text)
                        .build();
        messages.put(id, message);
        return message;
    }

    void move(long from, long to) {
        Optional.ofNullable(comments.remove(from)).ifPresent(all -> comments.put(to, all));
        Optional.ofNullable(attachments.remove(from)).ifPresent(all -> attachments.put(to, all));
    }

    private String nextVersion() {
        return "c" + Long.toString(++lastVersion, 36);
    }
}
