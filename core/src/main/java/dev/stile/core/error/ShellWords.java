package dev.stile.core.error;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words as a POSIX shell reads them back. */
public final class ShellWords {
    /** A {@code #} begins a comment only where a word begins. */
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9_@%+=:,./-][A-Za-z0-9_@%+=:,./#-]*");

    private ShellWords() {}

    /** One word, in single quotes if a shell would read anything else into it. */
    public static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /**
     * A command line to type. What begins it is ours and stands as it is; each word behind it may
     * be anybody's.
     *
     * @param begin such as {@code stile outbox show}
     * @param words told by their {@link Object#toString}
     */
    public static String command(String begin, Object... words) {
        return Stream.concat(
                        Stream.of(begin),
                        Stream.of(words).map(Object::toString).map(ShellWords::quoted))
                .collect(Collectors.joining(" "));
    }

    /** Several words as one command line. */
    public static String line(List<String> words) {
        return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }
}
