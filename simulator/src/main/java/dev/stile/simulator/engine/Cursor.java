package dev.stile.simulator.engine;

import dev.stile.simulator.problem.Problem;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * Where a client is in a listing or in a project's changes. Opaque to it, and good only for the
 * simulator, the project and the kind of listing that gave it.
 *
 * @param kind which listing
 * @param scope the simulator and the project
 * @param position what the client has already
 * @param until the place in the sequence that was fixed by the first page
 * @param issued when it was given; 1970 where the age does not matter
 */
public record Cursor(Kind kind, String scope, long position, long until, Instant issued) {
    /** Which listing a cursor belongs to. */
    public enum Kind {
        RECORDS,
        CHANGES,
        SINCE,
        COMMENTS,
        MESSAGES,
        PROJECTS
    }

    /** The text that a client gets. */
    public String text() {
        String plain =
                kind + ":" + scope + ":" + position + ":" + until + ":" + issued.toEpochMilli();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        (plain + ":" + checksum(plain)).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The cursor that this text stands for; refused with {@code bad_cursor} if it is none of this
     * kind and scope.
     */
    public static Cursor parse(String text, Kind kind, String scope) {
        String[] parts = decoded(text).split(":", -1);
        if (parts.length != 6
                || !parts[0].equals(kind.name())
                || !parts[1].equals(scope)
                || !parts[5].equals(
                        checksum(
                                String.join(
                                        ":", parts[0], parts[1], parts[2], parts[3], parts[4])))) {
            throw bad().refused();
        }
        return new Cursor(
                kind,
                scope,
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Instant.ofEpochMilli(Long.parseLong(parts[4])));
    }

    /** What a cursor that nobody gave is answered with. */
    public static Problem bad() {
        return Problem.of(400, "bad_cursor", "this cursor was not given by this listing");
    }

    /** What a cursor that is too old is answered with. */
    public static Problem expired() {
        return Problem.of(410, "cursor_expired", "this cursor is too old; list all records again");
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException notBase64) {
            throw bad().refused();
        }
    }

    private static String checksum(String plain) {
        CRC32C checksum = new CRC32C();
        checksum.update(plain.getBytes(StandardCharsets.US_ASCII));
        return Long.toHexString(checksum.getValue());
    }
}
