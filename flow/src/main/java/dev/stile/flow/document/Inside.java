package dev.stile.flow.document;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Paths that stay below where they begin. */
public final class Inside {
    private Inside() {}

    /** The path that stands there; a fault if it leads out, or is no name at all. */
    public static Optional<String> path(DocumentView place) {
        Optional<String> text = place.text();
        if (text.isPresent()
                && (text.get().isBlank() || text.get().equals(".") || leaves(text.get()))) {
            place.fault("leads out of the folder", "write a name or path below it");
            return Optional.empty();
        }
        return text;
    }

    /** Whether it is absolute, of somebody's home, or climbs. */
    public static boolean leaves(String word) {
        try {
            return Path.of(word).isAbsolute()
                    || word.startsWith("~")
                    || List.of(word.split("/", -1)).contains("..");
        } catch (InvalidPathException noPath) {
            return true;
        }
    }
}
