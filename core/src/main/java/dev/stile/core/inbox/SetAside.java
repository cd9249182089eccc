package dev.stile.core.inbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A frame that cannot be an event, or must not replace one.
 *
 * @param reason a word of ours, such as {@code not_utf8} or {@code id_conflict}
 * @param event its id, where it had one
 * @param length of the whole frame in bytes
 * @param sha256 lower-case hex digest of the whole frame
 * @param excerpt the first bytes of it, at most {@link #MOST_EXCERPT}, secrets taken out
 */
public record SetAside(
        String reason, Optional<String> event, long length, String sha256, byte[] excerpt) {
    /** Most bytes of a frame that are kept. */
    public static final int MOST_EXCERPT = 64 * 1024;

    /** An event under an id that something else has already. */
    public static SetAside conflict(InboxEvent event) {
        byte[] payload = event.payload().getBytes(StandardCharsets.UTF_8);
        return new SetAside(
                "id_conflict",
                Optional.of(event.id()),
                payload.length,
                event.payloadSha256(),
                Arrays.copyOf(payload, Math.min(payload.length, MOST_EXCERPT)));
    }
}
