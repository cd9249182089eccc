package dev.stile.flow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A receiver that is killed while it takes a delivery, which its sender then sends again. */
final class KilledDeliveryTest {
    private static final int KILLED = 137;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"inbox.store.before", "inbox.store.after"})
    @Proves({"FL-53", "FL-83", "FL-100"})
    void whatIsSentAgainAfterTheDeathIsOneEvent(String point) throws Exception {
        String token = OneDelivery.prepare(folder);

        int exit = run(Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", point), token);

        assertThat(exit).isEqualTo(KILLED);
        assertThat(run(Map.of(), token)).isZero();
        assertThat(run(Map.of(), token)).isZero();
        try (Hooks hooks = new Hooks(folder)) {
            assertThat(hooks.events()).hasSize(1);
        }
    }

    private int run(Map<String, String> environment, String token)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                OneDelivery.class.getName(),
                                folder.toString(),
                                token)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("child.txt").toFile());
        builder.environment().putAll(environment);
        Process child = builder.start();
        try {
            assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return child.exitValue();
        } finally {
            child.destroyForcibly();
        }
    }
}
