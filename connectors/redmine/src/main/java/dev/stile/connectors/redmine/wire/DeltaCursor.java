package dev.stile.connectors.redmine.wire;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.value.Cursor;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What a delta continues from: the newest {@code updated_on} that the first page of a listing
 * showed, which is the server's own time (its bare answers have no {@code Date} header), and the
 * vocabulary, so that the next delta costs one request.
 *
 * @param newest nothing that changed at this second or before was left out
 * @param words the project's vocabulary, unless it is too long for a cursor
 */
public record DeltaCursor(Instant newest, Optional<Vocabulary> words) {
    /**
     * A transaction may become visible after one with a later time; this much earlier a delta
     * begins.
     */
    public static final Duration OVERLAP = Duration.ofSeconds(5);

    /**
     * A newer time than this ahead of our clock comes from a clock that was wrong, and would hide
     * edits until then.
     */
    private static final Duration AHEAD = Duration.ofHours(1);

    private static final String FORM = "r1";
    private static final int LONGEST = 4_000;

    public Cursor toCursor() {
        String plain = FORM + "|" + newest;
        String whole = plain + words.map(known -> "|" + VocabularyText.of(known)).orElse("");
        return new Cursor(whole.length() > LONGEST ? plain : whole);
    }

    /**
     * Reads one of ours.
     *
     * @param now our clock
     * @throws ConnectorException.Invalid on field {@code cursor} otherwise
     */
    public static DeltaCursor parse(Cursor cursor, Instant now) {
        String[] parts = cursor.text().split("\\|", 3);
        if (parts.length < 2 || !parts[0].equals(FORM)) {
            throw ConnectorException.Invalid.cursor("it is not one of this connector");
        }
        try {
            Instant newest = Instant.parse(parts[1]);
            if (newest.isAfter(now.plus(AHEAD))) {
                throw ConnectorException.Invalid.cursor("it lies in the future");
            }
            return new DeltaCursor(
                    newest,
                    parts.length == 3
                            ? Optional.of(VocabularyText.parse(parts[2]))
                            : Optional.empty());
        } catch (DateTimeParseException | IllegalArgumentException broken) {
            throw ConnectorException.Invalid.cursor("it cannot be read");
        }
    }
}
