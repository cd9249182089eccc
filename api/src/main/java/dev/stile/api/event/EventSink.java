package dev.stile.api.event;

import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a source tells what happened. Belongs to one run of one stream; only the thread that was
 * given it may call. Order is kept: a cursor is stored only when everything told before it is
 * durable.
 */
public interface EventSink {
    /**
     * Tells an event. Waits while too much that was told is not durable yet. May be repeated with
     * the same event: it is stored once.
     */
    void event(SourceEvent event);

    /** Nothing before this place is left to tell. */
    void checkpoint(Cursor cursor);

    /**
     * Tells of something that should have been an event and cannot be read as one. It is kept apart
     * for a person and holds nothing up.
     *
     * @param reason a word of ours such as {@code not_json}
     * @param id its id, where it has a readable one
     * @param bytes as much of it as the source has, at most 64 KiB
     * @param length how long it was in all, in bytes
     */
    void unusable(String reason, Optional<EventId> id, Tainted<byte[]> bytes, long length);

    /**
     * The same for something of which only the beginning is left.
     *
     * @param bytes its beginning, at most 64 KiB, secrets taken out
     * @param sha256 lower-case hex digest of all of it, as it was told
     */
    default void unusable(
            String reason,
            Optional<EventId> id,
            Tainted<byte[]> bytes,
            long length,
            String sha256) {
        unusable(reason, id, bytes, length);
    }

    /**
     * The same for something that has an id and a place though it cannot be kept as an event: the
     * stream goes on behind it, and {@link EventSource#refused} answers it.
     *
     * @param id its id, unless that must not be kept
     * @param answered what the answer is about; of it only id and cursor count, and nothing is kept
     */
    default void unusable(
            String reason,
            Optional<EventId> id,
            Tainted<byte[]> bytes,
            long length,
            String sha256,
            SourceEvent answered) {
        unusable(reason, id, bytes, length, sha256);
    }

    /**
     * A person should know of it, and the stream goes on as it is. Said before what it is about is
     * told, so that one is not kept without the other.
     *
     * @param what a word of ours such as {@code secret_in_output}
     */
    default void notice(String what) {}

    /** How the stream is. */
    void health(SourceHealth health);

    /** Events are missing here. */
    void gap(Gap gap);

    /**
     * Waits before the next look at the source.
     *
     * @return whether the stream goes on; if not, {@link EventSource#subscribe} returns
     */
    boolean pause(Duration howLong);

    /** Whether the stream goes on. A source that is busy for long asks from time to time. */
    boolean isOpen();
}
