package dev.stile.testkit.contract;

import java.util.EnumMap;
import java.util.Map;

/**
 * How each case of the contract ended for one connector in one world. Nothing is blank. Any thread
 * may write.
 */
public final class Matrix {
    private static final String NOT_WRITTEN = "not run (the harness has no such case yet)";

    private final String connector;
    private final String dialect;
    private final Map<CaseName, String> cells = new EnumMap<>(CaseName.class);

    Matrix(String connector, String dialect) {
        this.connector = connector;
        this.dialect = dialect;
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
                new StringBuilder("contract of " + connector + " on " + dialect + "\n");
        for (CaseName name : CaseName.values()) {
            text.append(String.format("  %-45s %s%n", name, cell(name)));
        }
        return text.toString();
    }
}
