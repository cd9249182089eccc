package dev.stile.testkit.contract;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * How each case of the contract ended for one connector in one world. Nothing is blank. Any thread
 * may write.
 */
public final class Matrix {
    private static final String NOT_WRITTEN = "not run (the harness has no such case yet)";

    private final String connector;
    private final String dialect;
    private final long seed;
    private final Map<CaseName, String> cells = new EnumMap<>(CaseName.class);

    /** With another seed each time, or the one of {@code -Dcontract.seed}, which repeats a run. */
    Matrix(String connector, String dialect) {
        this(connector, dialect, Long.getLong("contract.seed", System.nanoTime()));
    }

    Matrix(String connector, String dialect, long seed) {
        this.connector = connector;
        this.dialect = dialect;
        this.seed = seed;
    }

    /** What a case draws from: its own, so that one case changes no other's. */
    RandomGenerator random(String caseNumber) {
        return new Random(31 * seed + caseNumber.hashCode());
    }

    synchronized void set(CaseName name, String cell) {
        cells.put(name, cell);
    }

    /**
     * How one case ended: {@code passed}, {@code failed}, {@code off (...)}, {@code not run (...)}.
     */
    public synchronized String cell(CaseName name) {
        return cells.getOrDefault(name, NOT_WRITTEN);
    }

    /** One line a case. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(
                        "contract of " + connector + " on " + dialect + ", seed " + seed + "\n");
        for (CaseName name : CaseName.values()) {
            text.append(String.format("  %-45s %s%n", name, cell(name)));
        }
        return text.toString();
    }
}
