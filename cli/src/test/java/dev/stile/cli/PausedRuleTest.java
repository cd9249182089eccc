package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a rule that is paused does with what it has. */
final class PausedRuleTest {
    private static final String EMIT =
            "event emit sim --kind record.updated --rule urgent --file p.json --id ";

    @TempDir private Path folder;
    private WatchedDemo demo;
    private Cli cli;
    private FlowTurns turns;

    @BeforeEach
    void start() throws IOException {
        demo = WatchedDemo.in(folder);
        cli = demo.cli();
        turns = demo.turns();
        Files.writeString(
                folder.resolve("p.json"),
                "{\"message\":\"urgent: fire\",\"source\":{\"item\":\"3\"}}");
        // What was made up has the label of its connection.
        Files.writeString(
                folder.resolve("urgent.yaml"),
                WatchedDemo.RULE
                        + "allow_flow: [ { from: sim, to: sim/demo, reason: they see it } ]\n");
        assertThat(cli.type("rule add urgent.yaml").exit()).isZero();
    }

    @AfterEach
    void stop() throws IOException {
        demo.close();
    }

    @Test
    @Proves({"FL-64", "FL-104"})
    void whatItHadAndWhatItIsGivenWaitsUntilItIsResumed() {
        assertThat(cli.type(EMIT + "e-1").exit()).isZero();
        assertThat(cli.type("rule pause urgent").exit()).isZero();

        Cli.Ran emitted = cli.type(EMIT + "e-2");
        assertThat(emitted.out()).contains("1 made");
        assertThat(emitted.err())
                .contains("what urgent was given waits for: stile rule resume urgent\n");
        assertThat(cli.type(EMIT + "e-3 --json").out()).contains("\"resting\":true");
        turns.deliver();
        assertThat(cli.type("outbox list").out()).isEmpty();
        assertThat(cli.type("delivery list --state pending").out().lines()).hasSize(3);

        assertThat(cli.type("rule resume urgent").exit()).isZero();
        turns.deliver();
        assertThat(cli.type("outbox list").out().lines()).hasSize(3);
    }

    @Test
    @Proves("FL-64")
    void whatIsBegunAnewOrReplayedForItSaysThatItWaits() {
        String note = "what urgent was given waits for: stile rule resume urgent\n";
        assertThat(cli.type(EMIT + "e-1").exit()).isZero();
        turns.deliver();
        assertThat(cli.type("outbox cancel ob-1 --reason enough").exit()).isZero();
        turns.deliver();
        assertThat(cli.type("delivery list --state dead").out().lines()).hasSize(1);
        assertThat(cli.type("rule pause urgent").exit()).isZero();

        assertThat(cli.type("delivery replay 1 --new-key").err()).contains(note);
        assertThat(cli.type("delivery retry 1 --json").out()).contains("\"resting\":true");
        assertThat(cli.type("delivery drop 2 --reason later --json").out())
                .contains("\"state\":\"done\"")
                .doesNotContain("resting");

        assertThat(cli.type("rule resume urgent").exit()).isZero();
        assertThat(cli.type("delivery replay 2 --new-key").err()).doesNotContain(note);
    }
}
