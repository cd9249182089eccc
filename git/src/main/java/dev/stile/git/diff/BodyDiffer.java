package dev.stile.git.diff;

import dev.stile.api.record.BodySize;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.git.format.Bodies;
import dev.stile.git.format.BodyMarker;
import dev.stile.git.format.BodyStyle;
import dev.stile.git.format.ParsedFile;
import dev.stile.git.format.Reason;

import java.util.Optional;

/** Finds what the edit of a text means. Immutable. */
final class BodyDiffer {
    private final Optional<FieldSchema> schema;

    /** Takes the schema of the body, if the records of the project have one. */
    BodyDiffer(Optional<FieldSchema> schema) {
        this.schema = schema;
    }

    /** The new text, if the user edited it. */
    Optional<String> edited(ParsedFile base, ParsedFile tip, BodyStyle style, Findings findings) {
        if (base.marker().isPresent() || tip.marker().isPresent()) {
            if (!isSameStub(base, tip)) {
                findings.add(Reason.STUB_BODY_EDITED, tip.bodyLine(), 1, FieldRef.BODY.toString());
            }
            return Optional.empty();
        }
        if (hasNoBody(tip) || Bodies.equalByMeaning(base.body(), tip.body())) {
            return Optional.empty();
        }
        if (isMovedMarker(tip) && !tip.body().strip().equals(base.body().strip())) {
            findings.add(Reason.STUB_BODY_EDITED, tip.bodyLine(), 1, FieldRef.BODY.toString());
            return Optional.empty();
        }
        if (schema.isEmpty() || !schema.get().writable().onUpdate()) {
            findings.add(
                    Reason.NOT_WRITABLE,
                    tip.bodyLine(),
                    1,
                    FieldRef.BODY.toString(),
                    Optional.empty(),
                    schema.flatMap(FieldSchema::whyNot));
            return Optional.empty();
        }
        String text = tip.body().isBlank() ? "" : style.applied(tip.body(), base.body());
        check(schema.get(), text, tip, findings);
        return Optional.of(text);
    }

    /** The text of a new file, if it has one. */
    Optional<String> drafted(ParsedFile file, Findings findings) {
        if (file.marker().isPresent() || isMovedMarker(file)) {
            findings.add(Reason.STUB_BODY_EDITED, file.bodyLine(), 1, FieldRef.BODY.toString());
        }
        if (file.body().isBlank()) {
            return Optional.empty();
        }
        if (schema.isEmpty() || !schema.get().writable().onCreate()) {
            findings.add(
                    Reason.NOT_WRITABLE,
                    file.bodyLine(),
                    1,
                    FieldRef.BODY.toString(),
                    Optional.empty(),
                    schema.flatMap(FieldSchema::whyNot));
            return Optional.empty();
        }
        String text = BodyStyle.NEW.applied(file.body(), "");
        check(schema.get(), text, file, findings);
        return Optional.of(text);
    }

    private static void check(FieldSchema schema, String text, ParsedFile file, Findings findings) {
        if (text.isEmpty() && schema.required()) {
            findings.add(Reason.REQUIRED, file.bodyLine(), 1, FieldRef.BODY.toString());
        }
        if (BodySize.isOver(text)) {
            tooLong(
                    "at most " + BodySize.MOST + " bytes, these are " + BodySize.bytes(text),
                    file,
                    findings);
        } else {
            ValueResolver.brokenLimit(text, schema)
                    .ifPresent(limit -> tooLong(limit, file, findings));
        }
    }

    private static void tooLong(String limit, ParsedFile file, Findings findings) {
        findings.add(
                Reason.TOO_LONG,
                file.bodyLine(),
                1,
                FieldRef.BODY.toString(),
                Optional.empty(),
                Optional.of(limit));
    }

    /**
     * A stub is left alone if its marker still stands there by itself, be it with a blank line
     * before it.
     */
    private static boolean isSameStub(ParsedFile base, ParsedFile tip) {
        if (base.marker().isEmpty()) {
            return false;
        }
        if (tip.marker().isPresent()) {
            return tip.marker().equals(base.marker())
                    && Bodies.equalByMeaning(base.body(), tip.body());
        }
        return hasNoBody(tip) || tip.body().strip().equals(base.marker().get().line());
    }

    /**
     * Whether the body is nothing but a marker that lost its place, as formatters make it: to send
     * it would put the marker where the real text is.
     */
    private static boolean isMovedMarker(ParsedFile file) {
        return BodyMarker.of(file.body().strip()).isPresent();
    }

    /** A file that could not be read at all says nothing about its body. */
    private static boolean hasNoBody(ParsedFile file) {
        return !file.isReadable() && !file.frontMatter();
    }
}
