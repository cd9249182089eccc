package dev.stile.flow.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.Idempotency;
import dev.stile.api.call.CallContext;
import dev.stile.core.effect.EffectState;
import dev.stile.flow.process.ProcessConnector;
import dev.stile.flow.process.Stage;
import dev.stile.testkit.Proves;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;

/** What a program says no to, as the outbox takes it. */
final class ProgramRefusalTest {
    @TempDir Path folder;

    @ParameterizedTest
    @Proves({"FL-25", "FL-26"})
    @ValueSource(
            strings = {
                "{\"success\": false, \"error\": \"gate is locked\"}",
                "{\"success\": false, \"code\": \"a new word\"}",
                "{\"success\": false, \"code\": \"internal\"}"
            })
    void whatAProgramRefusedIsNotAskedOfItAgain(String answer) {
        try (Stage stage = new Stage(folder.resolve("programs"))) {
            Vendor program = new ByProgram(stage.speaks("say('" + answer + "')"));
            program.idempotency = Idempotency.KEY;
            try (OutboxWorld world =
                    new OutboxWorld(
                            folder.resolve("home"),
                            program,
                            TestClock.at("2026-05-04T06:00:00Z"),
                            log -> log)) {
                Entry entry = world.approved("two words");
                for (int round = 0; round < 4; round++) {
                    world.send();
                    world.clock.pass(Duration.ofHours(1));
                    world.sweep();
                }

                assertThat(program.calls).isEqualTo(1);
                assertThat(world.state(entry)).isEqualTo(EffectState.FAILED);
                assertThat(world.entry(entry.id()).isFinallyFailed()).isTrue();
                assertThat(program.questions).isZero();
            }
        }
    }

    /** Its program honours keys, so that sending again would be harmless. */
    private static final class ByProgram extends Vendor {
        private final ProcessConnector connector;

        ByProgram(ProcessConnector connector) {
            this.connector = connector;
        }

        @Override
        public synchronized ActionResult perform(ActionCall call, CallContext context) {
            calls++;
            return connector
                    .actions()
                    .orElseThrow()
                    .perform(
                            new ActionCall("open_gate", call.input(), call.key(), call.attempt()),
                            context);
        }
    }
}
