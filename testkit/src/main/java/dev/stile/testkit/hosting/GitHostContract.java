package dev.stile.testkit.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.contract.NotRun;
import dev.stile.testkit.suite.Suite;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs every case of the contract against one adapter, each against a host of its own. An adapter's
 * test class extends it and gives fixtures; there is nothing to override and nothing to skip: what
 * a fixture cannot show is printed as not run, with the reason.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GitHostContract {
    /** Makes fixtures. */
    @FunctionalInterface
    public interface Fixtures {
        /** A host without history, and an adapter for it. */
        HostFixture fixture() throws Exception;
    }

    private final List<Suite<HostCase>> run = new ArrayList<>();

    /** What is on trial, and where. */
    protected abstract String title();

    /** A host without history, and an adapter for it. Called once for each case. */
    protected abstract HostFixture fixture() throws Exception;

    @TestFactory
    Stream<DynamicTest> aHostKeepsItsContract() {
        Suite<HostCase> suite = suite(title(), this::fixture);
        run.add(suite);
        return suite.tests();
    }

    @AfterAll
    void printTheMatrix() {
        run.forEach(System.out::println);
    }

    /** Every case over fixtures of its own. No case may leave a secret anywhere. */
    public static Suite<HostCase> suite(String title, Fixtures fixtures) {
        Map<HostCase, Suite.Case> cases = new EnumMap<>(HostCase.class);
        for (HostCase name : HostCase.values()) {
            cases.put(name, () -> runIn(fixtures, name));
        }
        return new Suite<>("contract of pull requests: " + title, HostCase.class, cases);
    }

    private static void runIn(Fixtures fixtures, HostCase name) throws Exception {
        try (HostFixture fixture = fixtures.fixture()) {
            fixture.cannotRun(name)
                    .ifPresent(
                            reason -> {
                                throw new NotRun(reason);
                            });
            HostScene scene = new HostScene(fixture);
            HostCases.in(scene, name).run();
            assertThat(new Sweep(scene).leaks()).as("secrets that came out").isEmpty();
        }
    }
}
