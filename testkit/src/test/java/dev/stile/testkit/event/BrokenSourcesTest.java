package dev.stile.testkit.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.suite.Failures;
import dev.stile.testkit.suite.Suite;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Each case of the contract finds the source that breaks it, and finds nothing in the others. */
final class BrokenSourcesTest {
    @TestFactory
    Stream<DynamicTest> aBrokenSourceFailsTheCasesOfItsFaultAndNoOthers() {
        return BrokenSources.all().stream()
                .map(twin -> DynamicTest.dynamicTest(twin.toString(), () -> failsItsCases(twin)));
    }

    private static void failsItsCases(BrokenSources.Twin twin) {
        Map<EventCase, Throwable> failures =
                Failures.of(EventSourceContract.suite(new LogWorld(twin.breaking())));
        assertThat(failures.keySet())
                .as("%s: %s", twin, failures)
                .containsExactlyInAnyOrderElementsOf(twin.fails());
    }

    @Test
    void theHealthySourceFailsNothingAndEachCaseHasATwin() {
        Suite<EventCase> suite = EventSourceContract.suite(new LogWorld(healthy -> healthy));
        assertThat(Failures.of(suite)).isEmpty();
        Set<EventCase> without = new TreeSet<>();
        for (EventCase name : EventCase.values()) {
            assertThat(suite.cell(name)).as(name.toString()).isEqualTo("passed");
            without.add(name);
        }
        BrokenSources.all().forEach(twin -> without.removeAll(twin.fails()));
        assertThat(without).as("cases that no twin fails").isEmpty();
    }
}
