package dev.stile.hosting.yaml;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.core.error.Nearest;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Refuses keys that nobody knows. Pure. */
public final class Members {
    private Members() {}

    /**
     * @param place where they stand, such as {@code people.yaml}
     * @throws Invalid naming the first key that is not known, and the nearest that is
     */
    public static void requireKnown(String place, Set<String> found, Collection<String> known) {
        for (String name : new TreeSet<>(found)) {
            if (!known.contains(name)) {
                throw new Invalid(
                        place,
                        "there is no key "
                                + name
                                + Nearest.to(name, known)
                                        .map(nearest -> "; did you mean " + nearest + "?")
                                        .orElse("; known are " + String.join(", ", known)),
                        List.of());
            }
        }
    }
}
