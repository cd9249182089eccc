package dev.stile.core.audit;

import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;

import java.time.Instant;
import java.time.LocalDate;

/** The canonical JSON of a row without its hash: the bytes that are hashed. */
final class RowBody {
    /** Version of the row's form. */
    static final int SCHEMA = 1;

    /** What comes before the first row. */
    static final String NO_PREVIOUS = "0".repeat(64);

    private RowBody() {}

    /** Where a row stands. */
    record Place(long sequence, String chain, String previous, Instant at) {}

    static String of(Place place, AuditRow row) {
        AuditEntry entry = row.entry();
        CanonicalObject json = new CanonicalObject();
        json.text("actor", entry.actor());
        json.text("at", time(place.at()));
        entry.bytes().ifPresent(bytes -> json.number("bytes", bytes));
        json.text("chain", place.chain());
        entry.connection().ifPresent(slug -> json.text("connection", slug));
        entry.container().ifPresent(name -> json.text("container", name));
        entry.contentSha256().ifPresent(digest -> json.text("content_sha256", digest));
        entry.decision().ifPresent(decision -> json.text("decision", decision.wire()));
        entry.label().ifPresent(label -> json.object("label", label(label)));
        json.text("origin", entry.origin().wire());
        entry.outcome().ifPresent(outcome -> json.text("outcome", outcome));
        row.parent().ifPresent(parent -> json.number("parent", parent));
        json.text("phase", row.phase().wire());
        json.text("prev", place.previous());
        entry.reason().ifPresent(reason -> json.text("reason", reason));
        if (!entry.ref().isEmpty()) {
            json.object("ref", entry.ref());
        }
        json.number("schema", SCHEMA);
        json.number("seq", place.sequence());
        entry.target().ifPresent(target -> json.text("target", target));
        json.text("verb", entry.verb().wire());
        return json.end();
    }

    private static CanonicalObject label(Label label) {
        return new CanonicalObject()
                .texts(
                        "confidentiality",
                        label.confidentiality().scopes().stream()
                                .map(Scope::toString)
                                .map(AuditText::line)
                                .toList())
                .text("integrity", label.integrity().name().toLowerCase(java.util.Locale.ROOT));
    }

    /** RFC 3339 in UTC with milliseconds. By hand: a formatter costs more than the whole append. */
    static String time(Instant at) {
        long seconds = at.getEpochSecond();
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(seconds, 86_400L));
        int second = Math.floorMod(seconds, 86_400);
        StringBuilder text = new StringBuilder(24).append(day).append('T');
        two(text, second / 3600).append(':');
        two(text, second / 60 % 60).append(':');
        two(text, second % 60).append('.');
        int millis = at.getNano() / 1_000_000;
        text.append((char) ('0' + millis / 100));
        return two(text, millis % 100).append('Z').toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
