package dev.stile.testkit.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.suite.Failures;
import dev.stile.testkit.suite.Suite;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Each case of the contract finds the actions that break it, and finds nothing in the others. */
final class BrokenActionsTest {
    @TestFactory
    Stream<DynamicTest> brokenActionsFailTheCasesOfTheirFaultAndNoOthers() {
        return BrokenActions.all().stream()
                .map(twin -> DynamicTest.dynamicTest(twin.toString(), () -> failsItsCases(twin)));
    }

    private static void failsItsCases(BrokenActions.Twin twin) {
        Map<ActionCase, Throwable> failures =
                Failures.of(
                        ActionSetContract.suite(new LedgerWorld(twin.specs(), twin.breaking())));
        assertThat(failures.keySet())
                .as("%s: %s", twin, failures)
                .containsExactlyInAnyOrderElementsOf(twin.fails());
    }

    @Test
    void healthyActionsFailNothingAndEachCaseHasATwin() {
        Suite<ActionCase> suite =
                ActionSetContract.suite(new LedgerWorld(LedgerActions.SPECS, healthy -> healthy));
        assertThat(Failures.of(suite)).isEmpty();
        Set<ActionCase> without = EnumSet.allOf(ActionCase.class);
        for (ActionCase name : ActionCase.values()) {
            assertThat(suite.cell(name)).as(name.toString()).isEqualTo("passed");
        }
        BrokenActions.all().forEach(twin -> without.removeAll(twin.fails()));
        assertThat(without).as("cases that no twin fails").isEmpty();
    }
}
