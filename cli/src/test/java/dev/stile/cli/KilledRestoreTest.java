package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A restore that is killed leaves the former store or the restored one, and can be repeated. */
final class KilledRestoreTest {
    private static final int KILLED = 137;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"restore.replace.before, true", "restore.head.before, false"})
    @Proves({"FL-100", "FL-104"})
    void theStoreIsTheFormerOneOrTheRestoredOne(String point, boolean isFormer) throws Exception {
        Cli cli = new Cli(folder);
        try (Simulator simulator = Simulator.start(SimulatorOptions.empty().withDemo())) {
            assertThat(cli.connect(simulator).exit()).isZero();
        }
        assertThat(cli.type("backup kept.db").exit()).isZero();
        cli.type("connection disable sim");

        assertThat(die(cli, point)).isEqualTo(KILLED);

        assertThat(cli.type("audit verify").exit()).as("proven as it is").isZero();
        assertThat(cli.type("connection list").out().contains("disabled")).isEqualTo(isFormer);
        assertThat(cli.type("connection restart sim").exit()).as("it can be written").isZero();
        assertThat(cli.type("audit verify").exit()).isZero();
        assertThat(cli.type("restore kept.db").exit()).isZero();
        assertThat(cli.type("connection list").out()).doesNotContain("disabled");
        assertThat(cli.type("audit verify").exit()).isZero();
    }

    private int die(Cli cli, String point) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "restore",
                                "kept.db")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("child.txt").toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "STILE_HOME",
                                cli.home().toString(),
                                "STILE_TESTING",
                                "1",
                                "STILE_CRASH_AT",
                                point));
        Process child = builder.start();
        try {
            assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return child.exitValue();
        } finally {
            child.destroyForcibly();
        }
    }
}
