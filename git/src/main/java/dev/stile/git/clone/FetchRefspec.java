package dev.stile.git.clone;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * One line of {@code remote.<name>.fetch}: which ref of the remote is remembered where.
 *
 * @param source ref of the remote, at most one {@code *}
 * @param destination ref here, with a {@code *} if the source has one
 */
record FetchRefspec(String source, String destination) {
    /**
     * Where the lines together remember a ref of the remote. The first that does wins, as in git.
     */
    static Optional<String> destinationOf(String ref, List<String> lines) {
        if (lines.contains("^" + ref)) {
            return Optional.empty();
        }
        return lines.stream()
                .filter(line -> !line.startsWith("^"))
                .flatMap(line -> parse(line).stream())
                .flatMap(refspec -> refspec.apply(ref).stream())
                .findFirst();
    }

    private static Optional<FetchRefspec> parse(String line) {
        String text = line.startsWith("+") ? line.substring(1) : line;
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(new FetchRefspec(text.substring(0, colon), text.substring(colon + 1)));
    }

    private Optional<String> apply(String ref) {
        int star = source.indexOf('*');
        if (star < 0) {
            return source.equals(ref) ? Optional.of(destination) : Optional.empty();
        }
        String head = source.substring(0, star);
        String tail = source.substring(star + 1);
        if (!ref.startsWith(head)
                || !ref.endsWith(tail)
                || ref.length() < head.length() + tail.length()) {
            return Optional.empty();
        }
        String matched = ref.substring(head.length(), ref.length() - tail.length());
        return Optional.of(destination.replaceFirst("\\*", Matcher.quoteReplacement(matched)));
    }
}
