package dev.stile.flow.template;

import dev.stile.flow.document.DocumentView;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What is kept and not understood, or not as it is asked for now. Not for several threads. */
final class Warnings {
    private final List<String> lines = new ArrayList<>();
    private final boolean stored;

    /**
     * @param stored whether an earlier release took the template, which asked less of its form
     */
    Warnings(boolean stored) {
        this.stored = stored;
    }

    /** Of what was never taken before. */
    static Warnings ofNew() {
        return new Warnings(false);
    }

    void add(String line) {
        lines.add(line);
    }

    boolean isStored() {
        return stored;
    }

    /** A fault of what is new; of what was taken before, it is only told. */
    void form(DocumentView place, String reason, String fix) {
        if (stored) {
            add(place.pointer() + " " + reason + "; " + fix);
        } else {
            place.fault(reason, fix);
        }
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
