package dev.stile.connectors.redmine.wire;

import dev.stile.api.record.StatusCategory;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a vocabulary as a short text and reads it again, so that a cursor can carry it: {@code
 * 12|1t2p5d|7:severity:t}.
 */
final class VocabularyText {
    private static final Pattern STATUS = Pattern.compile("(\\d{1,18})([rtpdcu])");
    private static final Pattern FIELD =
            Pattern.compile("(\\d{1,18}):([a-z0-9_]{1,100}):([a-zA-Z])");

    private VocabularyText() {}

    static String of(Vocabulary words) {
        String statuses =
                words.statuses().entrySet().stream()
                        .map(entry -> entry.getKey() + letter(entry.getValue()))
                        .collect(Collectors.joining());
        String fields =
                words.fields().values().stream()
                        .map(field -> field.id() + ":" + field.key() + ":" + letter(field))
                        .collect(Collectors.joining(","));
        return words.project() + "|" + statuses + "|" + fields;
    }

    /**
     * @throws IllegalArgumentException if it is not one that was written by {@link #of}
     */
    static Vocabulary parse(String text) {
        String[] parts = text.split("\\|", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a vocabulary has three parts");
        }
        SortedMap<Long, StatusCategory> statuses = new TreeMap<>();
        Matcher status = STATUS.matcher(parts[1]);
        int end = 0;
        while (status.lookingAt()) {
            statuses.put(Long.parseLong(status.group(1)), category(status.group(2)));
            end = status.end();
            status.region(end, parts[1].length());
        }
        if (end != parts[1].length()) {
            throw new IllegalArgumentException("not a list of statuses");
        }
        SortedMap<Long, CustomField> fields = new TreeMap<>();
        for (String part : parts[2].isEmpty() ? new String[0] : parts[2].split(",", -1)) {
            Matcher field = FIELD.matcher(part);
            if (!field.matches()) {
                throw new IllegalArgumentException("not a list of fields");
            }
            long id = Long.parseLong(field.group(1));
            char letter = field.group(3).charAt(0);
            fields.put(
                    id,
                    new CustomField(
                            id,
                            field.group(2),
                            kind(Character.toLowerCase(letter)),
                            Character.isUpperCase(letter)));
        }
        return new Vocabulary(Long.parseLong(parts[0]), statuses, fields);
    }

    private static String letter(StatusCategory category) {
        return switch (category) {
            case TRIAGE -> "r";
            case TODO -> "t";
            case IN_PROGRESS -> "p";
            case DONE -> "d";
            case CANCELLED -> "c";
            case UNKNOWN -> "u";
        };
    }

    private static StatusCategory category(String letter) {
        return Arrays.stream(StatusCategory.values())
                .filter(category -> letter(category).equals(letter))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a category"));
    }

    private static char letter(CustomField field) {
        char letter = field.kind().letter();
        return field.multiple() ? Character.toUpperCase(letter) : letter;
    }

    private static CustomField.Kind kind(char letter) {
        return Arrays.stream(CustomField.Kind.values())
                .filter(kind -> kind.letter() == letter)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a kind of field"));
    }
}
