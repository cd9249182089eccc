package dev.stile.testkit.suite;

import dev.stile.testkit.contract.NotRun;

import java.util.LinkedHashMap;
import java.util.Map;

/** Runs every case of a suite and gives what was thrown by those that failed. */
public final class Failures {
    private Failures() {}

    public static <K extends Enum<K>> Map<K, Throwable> of(Suite<K> suite) {
        Map<K, Throwable> failures = new LinkedHashMap<>();
        for (K name : suite.names()) {
            try {
                suite.run(name);
            } catch (NotRun reason) {
                if (!suite.cell(name).startsWith("not run")) {
                    failures.put(name, reason);
                }
            } catch (Exception | AssertionError failed) {
                failures.put(name, failed);
            }
        }
        return failures;
    }
}
