package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * No redaction finds a secret of less than 8 bytes in words: a person says so, or it is not used.
 */
final class WeakSecretsTest {
    private static final String PIN = "4711abc";

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void start() {
        cli = new Cli(folder).with("PIN", PIN).with("LONGER", PIN + "d");
    }

    @Test
    @Proves("TU-44")
    void aConnectionTakesOneOnlyWhereSomebodySaysSo() {
        String line = "connect sim other --set base_url=http://127.0.0.1:9/sim/v1";

        refused(line + " --secret token=env:PIN --offline", "--secret token=env:PIN --weak-secret");
        assertThat(cli.type("connection show other").exit()).isNotZero();

        assertThat(cli.type(line + " --secret token=env:PIN --weak-secret --offline").exit())
                .isZero();
        // It was said once, and the reference was not typed again.
        assertThat(cli.type(line + " --offline").exit()).isZero();
        assertThat(cli.type(line + " --secret token=env:LONGER --offline").exit()).isZero();
        assertThat(cli.type(line + " --secret token=env:NOT_SET --offline").exit()).isZero();
    }

    @Test
    @Proves("TU-44")
    void aReceiverTakesOneOnlyWhereSomebodySaysSo() {
        cli.type("connect github-webhook hook --secret secret=env:LONGER --offline");

        refused(
                "webhook add hook --secret env:PIN",
                "stile webhook add hook --secret env:PIN --weak-secret");
        assertThat(cli.type("webhook url hook").exit()).isNotZero();
        assertThat(cli.type("webhook add hook").exit()).isZero();

        refused(
                "webhook rotate hook --secret env:PIN",
                "stile webhook rotate hook --secret env:PIN --overlap PT24H --weak-secret");
        assertThat(cli.type("webhook rotate hook --secret env:PIN --weak-secret").exit()).isZero();
    }

    @Test
    @Proves("TU-44")
    void aProgramThatIsTriedGetsOneOnlyWhereSomebodySaysSo() throws IOException {
        Path program = folder.resolve("silent.sh");
        Files.writeString(program, "#!/bin/sh\nexit 0\n");

        refused(
                "conform --secret token=env:PIN -- sh " + program,
                "stile conform --weak-secret --secret token=env:PIN -- sh " + program);
        // It runs now, and fails at what it is, not at its secret.
        Cli.Ran tried = cli.type("conform --weak-secret --secret token=env:PIN -- sh " + program);
        assertThat(tried.exit()).isEqualTo(1);
        assertThat(tried.err()).doesNotContain("STL-1030");
    }

    private void refused(String line, String next) {
        Cli.Ran weak = cli.type(line);
        assertThat(weak.exit()).isEqualTo(3);
        assertThat(weak.out() + weak.err()).contains("[STL-1030]", next).doesNotContain(PIN);
    }
}
