package dev.stile.git.format;

import dev.stile.api.record.FieldType;
import dev.stile.api.record.FieldType.Kind;
import dev.stile.api.record.FieldValue;
import dev.stile.git.format.ValueReader.Wanted;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Gives what stands in a file the type that the schema says. Pure; any thread may use it. */
final class EntryReader {
    private static final int LONGEST_NUMBER = 100;
    private static final int LARGEST_EXPONENT = 9_999;

    private EntryReader() {}

    /** How the value of a field is read before it has a type. */
    static Wanted wanted(FieldType type) {
        boolean isText =
                switch (type.kind()) {
                    case TEXT, PERSON, RECORD, LINK, OPAQUE -> true;
                    case NUMBER, FLAG, DATE, INSTANT -> false;
                };
        if (type.list()) {
            return isText ? Wanted.TEXTS : Wanted.NO_TEXTS;
        }
        return isText ? Wanted.TEXT : Wanted.NO_TEXT;
    }

    static Entry read(Node node, FieldType type) {
        return switch (node) {
            case Node.Scalar scalar when scalar.isNothing() -> new Entry.Empty();
            case Node.Scalar scalar when type.list() ->
                    new Entry.Broken(Reason.LIST_EXPECTED, scalar.text());
            case Node.Scalar scalar -> one(scalar, type.kind());
            case Node.Sequence sequence when sequence.items().isEmpty() -> new Entry.Empty();
            case Node.Sequence sequence when type.list() ->
                    new Entry.Items(
                            sequence.items().stream()
                                    .map(
                                            item ->
                                                    item.text().isEmpty()
                                                            ? new Entry.Broken(
                                                                    Reason.EMPTY_ITEM, "")
                                                            : one(item, type.kind()))
                                    .toList());
            case Node.Sequence sequence ->
                    new Entry.Broken(
                            Reason.SINGLE_EXPECTED,
                            sequence.items().stream()
                                    .map(Node.Scalar::text)
                                    .collect(Collectors.joining("\n")));
            case Node.Unread unread -> new Entry.Broken(Reason.MAP_NOT_EXPECTED, unread.text());
        };
    }

    private static Entry one(Node.Scalar scalar, Kind kind) {
        String text = scalar.text();
        // A block ends in a line end that only a text can mean.
        String word = text.endsWith("\n") ? text.stripTrailing() : text;
        return switch (kind) {
            case TEXT -> new Entry.Plain(new FieldValue.TextValue(text));
            case NUMBER -> plain(number(word), Reason.NOT_A_NUMBER, text);
            case FLAG -> plain(flag(word), Reason.NOT_A_FLAG, text);
            case DATE -> plain(date(word), Reason.NOT_A_DATE, text);
            case INSTANT -> plain(instant(word), Reason.NOT_AN_INSTANT, text);
            case PERSON -> new Entry.PersonText(word);
            case RECORD -> new Entry.ReferenceText(word);
            case LINK -> link(word);
            case OPAQUE -> new Entry.Plain(new FieldValue.OpaqueValue(text));
        };
    }

    private static Entry plain(Optional<FieldValue> value, Reason reason, String text) {
        return value.<Entry>map(Entry.Plain::new).orElseGet(() -> new Entry.Broken(reason, text));
    }

    private static Entry link(String text) {
        int space = text.indexOf(' ');
        if (space <= 0) {
            return new Entry.Broken(Reason.NOT_A_LINK, text);
        }
        String kind = text.substring(0, space);
        return kind.chars().anyMatch(Character::isWhitespace)
                ? new Entry.Broken(Reason.NOT_A_LINK, text)
                : new Entry.LinkText(kind, text.substring(space + 1));
    }

    /** A number with a bounded exponent, so that nobody computes with a million digits. */
    private static Optional<FieldValue> number(String text) {
        if (text.isEmpty()
                || text.length() > LONGEST_NUMBER
                || !text.chars().allMatch(EntryReader::isNumberCharacter)) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) > LARGEST_EXPONENT
                    ? Optional.empty()
                    : Optional.of(new FieldValue.NumberValue(number));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private static boolean isNumberCharacter(int unit) {
        return (unit >= '0' && unit <= '9') || "+-.eE".indexOf(unit) >= 0;
    }

    private static Optional<FieldValue> flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> Optional.of(new FieldValue.FlagValue(true));
            case "false", "no", "off" -> Optional.of(new FieldValue.FlagValue(false));
            default -> Optional.empty();
        };
    }

    private static Optional<FieldValue> date(String text) {
        try {
            return Optional.of(new FieldValue.DateValue(LocalDate.parse(text)));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static Optional<FieldValue> instant(String text) {
        try {
            return Optional.of(new FieldValue.InstantValue(OffsetDateTime.parse(text).toInstant()));
        } catch (DateTimeException noInstant) {
            return Optional.empty();
        }
    }
}
