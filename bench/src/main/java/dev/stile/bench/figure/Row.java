package dev.stile.bench.figure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One line of the table. */
public sealed interface Row {
    String name();

    /** Records in the project; 0 where that means nothing. */
    int size();

    /**
     * A row that was measured.
     *
     * @param floor what nobody can go below with these tools, measured in turn with the row
     * @param parts other figures in the same unit, by name
     * @param counts what was counted once: requests, helpers
     * @param load the machine's one-minute load when the row began
     */
    record Measured(
            String name,
            int size,
            Unit unit,
            Figures figures,
            Optional<Figures> floor,
            Map<String, Figures> parts,
            Map<String, Long> counts,
            Must must,
            double load)
            implements Row {
        public Measured {
            parts = new LinkedHashMap<>(parts);
            counts = new LinkedHashMap<>(counts);
        }
    }

    /**
     * A row of which a command failed, or a count was not what it must be.
     *
     * @param why one line
     */
    record Failed(String name, int size, String why) implements Row {}
}
