package dev.stile.api.record;

/**
 * The type of a field.
 *
 * @param kind what one value is
 * @param list whether there may be several
 */
public record FieldType(Kind kind, boolean list) {
    /** What one value is. */
    public enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        DATE,
        INSTANT,
        PERSON,
        RECORD,
        LINK,
        OPAQUE
    }

    public static FieldType one(Kind kind) {
        return new FieldType(kind, false);
    }

    public static FieldType listOf(Kind kind) {
        return new FieldType(kind, true);
    }
}
