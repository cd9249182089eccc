package dev.stile.git.diff;

import java.util.List;
import java.util.Optional;

/**
 * How names of a closed set compare: exactly, then without regard to case if that is unique (TR-3).
 */
final class Names {
    private Names() {}

    /** The one name that a text means. */
    static Optional<String> known(String text, List<String> names) {
        if (names.contains(text)) {
            return Optional.of(text);
        }
        List<String> alike = alike(text, names);
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    /** The names that differ from a text in case at most. */
    static List<String> alike(String text, List<String> names) {
        return names.stream().filter(text::equalsIgnoreCase).distinct().toList();
    }
}
