package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.CallLimits;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Explanation;
import dev.stile.core.error.Failure;
import dev.stile.core.error.RecoveryLine;

import org.junit.jupiter.api.Test;

import java.util.List;

/** An action that was stored and cannot be had so is not one that nobody knows. */
final class ActionLeftOutTest {
    private static final String WHY = "/actions/open_gate names no recipient";

    private final Vendor vendor = new Vendor();

    private Failure refused(String connector, String action) {
        vendor.leftOut.put("open_gate", WHY);
        ActionSets sets =
                (Deadline deadline, String connection) ->
                        new ActionSets.Opened(
                                connector, "ops@north", CallLimits.standard(), vendor);
        return catchThrowableOfType(
                Failure.class, () -> ActionChoice.of(sets.open(soon(), "pond"), "pond", action));
    }

    @Test
    void itIsToldWithItsFaultAndWaitsForThePersonWhoRegistersItAnew() {
        Failure failure = refused("pond-level", "open_gate");

        assertThat(failure.registered()).isEqualTo(Code.ACTION_LEFT_OUT);
        assertThat(failure.registered().exitCode())
                .as("deliveries try it again")
                .isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(failure.details()).containsExactly(WHY);
        assertThat(failure.facts()).containsEntry("action", "open_gate");
        assertThat(failure.remedy()).isEmpty();
        assertThat(Explanation.of(Code.ACTION_LEFT_OUT).recovery())
                .contains(new RecoveryLine("stile connector add FILE"));
    }

    @Test
    void ofAProgramWithoutATemplateItIsConfirmedAnew() {
        Failure failure = refused("command", "open_gate");

        assertThat(failure.arguments()).containsEntry("connection", List.of("pond"));
        assertThat(failure.remedy().orElseThrow().recovery())
                .startsWith(new RecoveryLine("stile connect command {connection}"));
    }

    @Test
    void whatNobodyEverStoredIsUnknown() {
        assertThat(refused("pond-level", "no_such").registered()).isEqualTo(Code.UNKNOWN_ACTION);
    }
}
