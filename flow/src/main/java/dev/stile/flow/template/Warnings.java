package dev.stile.flow.template;

import dev.stile.flow.document.DocumentView;
import dev.stile.flow.document.Fault;
import dev.stile.flow.document.Faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is kept and not understood, or not as it is asked for now. Not for several threads. */
final class Warnings {
    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> leftOut = new LinkedHashMap<>();
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

    /** An action that cannot be had as it was stored; what else there is goes on. */
    void leaveOut(String action, DocumentView place, Faults faults) {
        String why = faults.list().stream().map(Warnings::told).collect(Collectors.joining("; "));
        leftOut.put(action, why);
        add(place.pointer() + " is left out: " + why);
    }

    private static String told(Fault fault) {
        return fault.pointer() + " " + fault.reason() + "; " + fault.fix();
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

    Map<String, String> leftOut() {
        return Map.copyOf(leftOut);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
