package dev.stile.flow.template;

import dev.stile.flow.document.DocumentView;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What is kept and not understood. Not for several threads. */
final class Warnings {
    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    /** A field of a newer release, or a slip: it is kept either way. */
    void unknown(DocumentView place, Collection<String> known) {
        place.unknown(known)
                .forEach(
                        (name, nearest) ->
                                lines.add(
                                        place.pointer()
                                                + "/"
                                                + name
                                                + " is not known to this release and kept as it is"
                                                + nearest.map(
                                                                meant ->
                                                                        "; did you mean "
                                                                                + meant
                                                                                + "?")
                                                        .orElse("")));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
