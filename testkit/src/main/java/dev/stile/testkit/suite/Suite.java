package dev.stile.testkit.suite;

import dev.stile.testkit.contract.NotRun;

import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The cases of a contract, and how each ended. A case that throws {@link NotRun} is printed as not
 * run, with the reason. For one thread.
 *
 * @param <K> names of the cases
 */
public final class Suite<K extends Enum<K>> {
    /** What a case does. */
    @FunctionalInterface
    public interface Case {
        void run() throws Exception;
    }

    private final String title;
    private final Map<K, Case> cases;
    private final Map<K, String> cells;

    /**
     * @param title what is on trial, and where
     * @param names every case that there is
     * @throws IllegalArgumentException if one of them does nothing
     */
    public Suite(String title, Class<K> names, Map<K, Case> cases) {
        this.title = title;
        this.cases = new EnumMap<>(cases);
        this.cells = new EnumMap<>(names);
        Arrays.stream(names.getEnumConstants())
                .filter(name -> !cases.containsKey(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new IllegalArgumentException(name + " does nothing");
                        });
    }

    /** Each case as a test, in the order of the names. */
    public Stream<DynamicTest> tests() {
        return cases.keySet().stream()
                .map(name -> DynamicTest.dynamicTest(name.toString(), () -> runAsTest(name)));
    }

    /** Every case, in order. */
    public List<K> names() {
        return List.copyOf(cases.keySet());
    }

    /** {@code passed}, {@code FAILED}, {@code not run (...)}. */
    public String cell(K name) {
        return cells.getOrDefault(name, "not run (nobody asked)");
    }

    /** One line a case. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(title + "\n");
        cases.keySet()
                .forEach(name -> text.append(String.format("  %-45s %s%n", name, cell(name))));
        return text.toString();
    }

    private void runAsTest(K name) throws Exception {
        try {
            run(name);
        } catch (NotRun reason) {
            throw new TestAbortedException(name + " not run (" + reason.getMessage() + ")");
        }
    }

    /** Runs one case and writes down how it ended. */
    public void run(K name) throws Exception {
        cells.put(name, "FAILED");
        try {
            Objects.requireNonNull(cases.get(name)).run();
        } catch (NotRun reason) {
            cells.put(name, "not run (" + reason.getMessage() + ")");
            throw reason;
        }
        cells.put(name, "passed");
    }
}
