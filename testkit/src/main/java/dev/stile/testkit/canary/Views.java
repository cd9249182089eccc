package dev.stile.testkit.canary;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text says once escapes are undone, one way after another and one within another. */
final class Views {
    private static final int DEPTH = 2;
    private static final Pattern PERCENT = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern BACKSLASH =
            Pattern.compile("\\\\(?:u([0-9A-Fa-f]{4})|(.))", Pattern.DOTALL);
    private static final Pattern NUMBERED =
            Pattern.compile("&#(?:[xX]([0-9A-Fa-f]{1,4})|(\\d{1,5}));");
    private static final Pattern BROKEN = Pattern.compile("[\\r\\n]+[ \\t]*");

    /** A way to undo one kind of escape. */
    private record Way(String name, UnaryOperator<String> undo) {}

    private static final List<Way> WAYS =
            List.of(
                    new Way("percent ", Views::percent),
                    new Way("form ", text -> percent(text.replace('+', ' '))),
                    new Way("backslash ", Views::backslash),
                    new Way("html ", Views::html),
                    new Way("shell ", text -> text.replace("'\\''", "'").replace("'\"'\"'", "'")),
                    new Way("lines ", text -> BROKEN.matcher(text).replaceAll("")),
                    new Way("wide ", text -> text.replace("\0", "")));

    private Views() {}

    /**
     * The first of all that a search finds in a view, the text itself among them.
     *
     * @param text Latin-1 text of UTF-8 bytes
     * @param search gets a view of that kind, and says what it found
     */
    static Optional<String> find(String text, Function<String, Optional<String>> search) {
        return find(text, search, "", DEPTH);
    }

    private static Optional<String> find(
            String view, Function<String, Optional<String>> search, String how, int deeper) {
        Optional<String> found = search.apply(view).map(what -> how + what);
        for (Way way : deeper == 0 ? List.<Way>of() : WAYS) {
            if (found.isEmpty()) {
                String undone = way.undo().apply(view);
                if (!undone.equals(view)) {
                    found = find(undone, search, how + way.name(), deeper - 1);
                }
            }
        }
        return found;
    }

    private static String percent(String text) {
        return PERCENT.matcher(text)
                .replaceAll(
                        match ->
                                Matcher.quoteReplacement(
                                        "" + (char) Integer.parseInt(match.group(1), 16)));
    }

    private static String backslash(String text) {
        return BACKSLASH
                .matcher(text)
                .replaceAll(
                        match ->
                                Matcher.quoteReplacement(
                                        match.group(1) == null
                                                ? unescaped(match.group(2))
                                                : utf8(Integer.parseInt(match.group(1), 16))));
    }

    private static String unescaped(String letter) {
        return switch (letter) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            default -> letter;
        };
    }

    private static String html(String text) {
        String numbers =
                NUMBERED.matcher(text)
                        .replaceAll(
                                match ->
                                        Matcher.quoteReplacement(
                                                utf8(
                                                        match.group(1) == null
                                                                ? Integer.parseInt(match.group(2))
                                                                : Integer.parseInt(
                                                                        match.group(1), 16))));
        return numbers.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    /** The bytes of a character, one character a byte. */
    private static String utf8(int character) {
        return new String(
                Character.toString(character).getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1);
    }
}
