package dev.stile.core.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.Map;

@Proves("FL-100")
final class CrashPointTest {
    @Test
    void everyPointIsNamedByAreaStepAndSide() {
        for (CrashPoint point : CrashPoint.values()) {
            assertThat(point.wire()).matches("[a-z]+\\.[a-z]+\\.(before|after)");
        }
    }

    @Test
    void aPointIsDueAtTheVisitThatTheVariableSays() {
        Arming third =
                Arming.of(Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", "audit.append.after:3"));
        assertThat(third.isDue(CrashPoint.AUDIT_APPEND_AFTER)).isFalse();
        assertThat(third.isDue(CrashPoint.AUDIT_APPEND_BEFORE)).isFalse();
        assertThat(third.isDue(CrashPoint.AUDIT_APPEND_AFTER)).isFalse();
        assertThat(third.isDue(CrashPoint.AUDIT_APPEND_AFTER)).isTrue();
        assertThat(third.isDue(CrashPoint.AUDIT_APPEND_AFTER)).isFalse();
    }

    @Test
    void outsideOfTestsTheVariableDoesNothing() {
        Arming inert = Arming.of(Map.of("STILE_CRASH_AT", "audit.append.after"));
        assertThat(inert.isDue(CrashPoint.AUDIT_APPEND_AFTER)).isFalse();
        CrashPoint.AUDIT_APPEND_AFTER.reach();
    }
}
