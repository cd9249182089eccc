package dev.stile.flow.outbox;

import static dev.stile.flow.outbox.OutboxWorld.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.audit.AuditVerifier;
import dev.stile.core.effect.EffectState;
import dev.stile.core.store.Home;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

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
        assertThat(run(Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", point)))
                .as(point)
                .isEqualTo(137);
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
        assertThat(run(Map.of())).isZero();
        try (OutboxWorld world = new OutboxWorld(folder)) {
            assertThat(Sending.state(world).map(EffectState::wire)).isEqualTo(Optional.of(then));
            assertThat(world.journal.list(soon(), List.of(), 5)).hasSize(1);
        }
        assertThat(chat.count()).isEqualTo(inAll);
    }

    private int run(Map<String, String> environment) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sending.class.getName(),
                        folder.toString());
        Path output = Files.createTempFile(folder, "child", ".txt");
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            if (process.exitValue() != 0 && process.exitValue() != 137) {
                throw new AssertionError(Files.readString(output));
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
