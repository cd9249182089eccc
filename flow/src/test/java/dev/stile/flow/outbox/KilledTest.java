package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.audit.AuditVerifier;
import dev.stile.core.effect.EffectState;
import dev.stile.core.store.Home;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process that dies at each named point of a send, and the next one. */
final class KilledTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "effect.plan.before,        -,        0, done,    1",
        "effect.plan.after,         approved, 0, done,    1",
        "effect.sending.before,     approved, 0, done,    1",
        "effect.sending.after,      sending,  0, unknown, 0",
        "effect.outcome.before,     sending,  1, unknown, 1",
        "effect.outcome.after,      done,     1, done,    1",
    })
    @Proves({"FL-89", "FL-100"})
    void itIsSentAtMostOnceAndOtherwiseUnknown(
            String point, String left, int sent, String then, int inAll) throws Exception {
        Sending.FileVendor chat = new Sending.FileVendor(folder);
        assertThat(run(crashAt(point))).as(point).isEqualTo(137);
        assertThat(chat.count()).isEqualTo(sent);
        try (OutboxWorld world = new OutboxWorld(folder)) {
            assertThat(Sending.state(world).map(EffectState::wire).orElse("-")).isEqualTo(left);
            AuditVerifier verifier =
                    new AuditVerifier(world.database, new Home(folder.resolve("home")));
            assertThat(verifier.verify(soon()).unknown())
                    .as("an intent without outcome is told")
                    .hasSize(left.equals("sending") ? 1 : 0);
        }
        // The same request again, as a daemon that was started anew would make it.
        assertThat(run(Map.of())).isZero();
        try (OutboxWorld world = new OutboxWorld(folder)) {
            assertThat(Sending.state(world).map(EffectState::wire)).isEqualTo(Optional.of(then));
            assertThat(world.journal.list(soon(), List.of(), 5)).hasSize(1);
        }
        assertThat(chat.count()).isEqualTo(inAll);
    }

    @ParameterizedTest
    @CsvSource({
        "outbox.decide.before, proposed",
        "outbox.decide.after,  approved",
    })
    @Proves({"FL-91", "FL-100"})
    void aDecisionIsWholeOrWasNotMadeAndCountsOnce(String point, String left) throws Exception {
        Sending.FileVendor chat = new Sending.FileVendor(folder);
        assertThat(run(crashAt(point), "approve")).isEqualTo(137);
        try (OutboxWorld world = new OutboxWorld(folder)) {
            Entry entry = world.journal.list(soon(), List.of(), 5).getFirst();
            assertThat(entry.state().wire()).isEqualTo(left);
            assertThat(world.journal.approvers(soon(), entry))
                    .hasSize(left.equals("approved") ? 1 : 0);
        }
        assertThat(run(Map.of(), "approve")).isZero();
        assertThat(chat.count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "outbox.settle.before,   sending", // a sending without holder stays one
        "outbox.settle.after,    unknown",
        "outbox.settle.before:2, unknown",
        "outbox.settle.after:2,  done",
    })
    @Proves({"FL-27", "FL-89", "FL-100"})
    void whatASweepFindsOutIsFoundOutAgainByTheNext(String point, String left) throws Exception {
        Sending.FileVendor chat = new Sending.FileVendor(folder);
        assertThat(run(crashAt("effect.outcome.before"))).isEqualTo(137);
        assertThat(chat.count()).isEqualTo(1);
        if (point.endsWith(":2")) {
            assertThat(run(crashAt("outbox.settle.after"))).isEqualTo(137);
            assertThat(run(crashAt(point.replace(":2", "")), "settle")).isEqualTo(137);
        } else {
            assertThat(run(crashAt(point))).isEqualTo(137);
        }
        try (OutboxWorld world = new OutboxWorld(folder)) {
            assertThat(Sending.state(world).map(EffectState::wire)).isEqualTo(Optional.of(left));
        }
        assertThat(run(Map.of(), "settle")).isZero();
        try (OutboxWorld world = new OutboxWorld(folder)) {
            assertThat(Sending.state(world)).contains(EffectState.DONE);
        }
        assertThat(chat.count()).isEqualTo(1);
    }

    private static Map<String, String> crashAt(String point) {
        return Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", point);
    }

    private int run(Map<String, String> environment, String... wishes) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(folder.toString()));
        arguments.addAll(List.of(wishes));
        try (ChildJvm child =
                ChildJvm.start(
                        folder, Sending.class, environment, arguments.toArray(String[]::new))) {
            int code = child.exit();
            if (code != 0 && code != ChildJvm.KILLED) {
                throw new AssertionError(child.output());
            }
            return code;
        }
    }
}
