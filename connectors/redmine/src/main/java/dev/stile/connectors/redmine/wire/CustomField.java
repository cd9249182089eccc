package dev.stile.connectors.redmine.wire;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldType;

/**
 * A custom field of issues.
 *
 * @param id the server's id, which writes use
 * @param key its name under {@code fields:}
 * @param kind what one value is
 * @param multiple whether there may be several
 */
public record CustomField(long id, String key, Kind kind, boolean multiple) {
    /**
     * What a value is, as far as {@code field_format} says. People, versions and entries of
     * key/value lists are shown by their ids, because an issue's JSON does not name them.
     */
    public enum Kind {
        TEXT('t', FieldType.Kind.TEXT),
        NUMBER('n', FieldType.Kind.NUMBER),
        DATE('d', FieldType.Kind.DATE),
        FLAG('f', FieldType.Kind.FLAG),
        /** A file: shown by its id, never written. */
        FILE('a', FieldType.Kind.TEXT);

        private final char letter;
        private final FieldType.Kind type;

        Kind(char letter, FieldType.Kind type) {
            this.letter = letter;
            this.type = type;
        }

        char letter() {
            return letter;
        }

        /** The kind of an issue's {@code field_format}; text where the format is not known. */
        public static Kind ofFormat(String format) {
            return switch (format) {
                case "int", "float" -> NUMBER;
                case "date" -> DATE;
                case "bool" -> FLAG;
                case "attachment" -> FILE;
                default -> TEXT;
            };
        }
    }

    public FieldRef ref() {
        return FieldRef.extension(key);
    }

    public FieldType type() {
        return new FieldType(kind.type, multiple);
    }
}
