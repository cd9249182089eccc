package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** Commands about a clone, in this process, against a simulator. */
final class CloneCommandsTest {
    private static final String ESCAPE = "\u001b[31mred\u001b[0m";

    @TempDir private Path folder;
    private Simulator simulator;
    private Cli cli;
    private Checkout clone;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorOptions.empty().withDemo());
        cli = new Cli(folder);
        assertThat(cli.connect(simulator).exit()).isZero();
        clone = Checkout.of(cli, "sim/demo", folder.resolve("clone"));
    }

    @AfterEach
    void stop() throws IOException {
        simulator.close();
    }

    @Test
    @Proves({"FL-97", "GS-125"})
    void theDocumentsOfCommandsAboutACloneAreThoseThatProgramsRelyOn() throws IOException {
        clone.edit("issues/3.md", "title: .*", "title: Pay in cash");
        clone.edit("issues/3.md", "labels:", "labels:\n  - cash");
        clone.write("issues/new.md", "# A new one\n\nIts text.\n");
        Documents documents = Documents.in("clone-documents.txt", folder);

        assertThat(documents.typedAgain(cli)).isEqualTo(documents.expected());
    }

    @Test
    @Proves("GS-83")
    void aPlanShowsWhatEachFieldWasAndBecomesAndTheVersionThatMustHold() throws IOException {
        clone.edit("issues/3.md", "title: .*", "title: Pay in cash");
        clone.edit("issues/3.md", "Cards come in.*", "Coins only.");
        clone.edit("issues/3.md", "due: .*", "due: 2026-12-24");
        clone.write("issues/new.md", "# A new one\n\nIts text.\n");

        Cli.Ran plan = cli.type("plan clone");

        assertThat(plan.exit()).as(plan.err()).isZero();
        assertThat(plan.out())
                .containsPattern(
                        """
                        create "issues/new.md"
                          title: "A new one"
                          body: "Its text."
                        update "issues/3.md" if it is still at version "\\w+"
                          body: "Cards come in 10, 25 and 50.*" -> "Coins only."
                          due: "" -> "2026-12-24"
                          title: "Pay with a gift card" -> "Pay in cash"
                        2 writes, 3 requests expected
                        """);
    }

    @Test
    void aPlanOfALongTextShowsTheLinesThatDiffer() throws IOException {
        simulatorSays("body", "one\ntwo\n2\n3\nfour");
        assertThat(cli.type("sync clone").exit()).isZero();
        clone.pull();
        clone.edit("issues/3.md", "2", "two and a half");

        assertThat(cli.type("plan clone").out())
                .contains("body: \"...\\u{a}2\\u{a}...\" -> \"...\\u{a}two and a half\\u{a}...\"");
    }

    @Test
    @Proves({"GS-122", "TU-64"})
    void aPlanNeverPrintsWhatTheTrackerSaysRawAndCutsIt() throws IOException {
        simulatorSays("title", ESCAPE);
        simulatorSays("body", "x".repeat(1_000));
        assertThat(cli.type("sync clone").exit()).isZero();
        clone.pull();
        clone.edit("issues/3.md", "title: .*", "title: Pay in cash");
        clone.edit("issues/3.md", "x+", "y");

        Cli.Ran plan = cli.type("plan clone");

        assertThat(plan.out()).doesNotContain("\u001b").contains("\\u{1b}[31mred");
        assertThat(plan.out().lines().toList()).allMatch(line -> line.length() < 700);
        assertThat(cli.type("plan clone --json").out())
                .contains("\"tainted\":true", "\\\\u{1b}[31mred", "x".repeat(1_000));
    }

    @Test
    void aPlanCanBeComparedWithAnyStateThatWasFetched() throws IOException {
        clone.git("tag", "then");
        simulatorSays("title", "Theirs");
        assertThat(cli.type("sync clone").exit()).isZero();
        clone.pull();
        clone.git("tag", "now");
        clone.edit("issues/3.md", "title: .*", "title: Ours");

        assertThat(cli.type("plan clone").out()).contains("title: \"Theirs\" -> \"Ours\"");
        Cli.Ran since = cli.type("plan clone --base then");
        assertThat(since.exit()).isEqualTo(7);
        assertThat(since.err()).contains("[STL-3001]", "issues/3.md");
        Cli.Ran own = cli.type("plan clone --base HEAD");
        assertThat(own.exit()).isEqualTo(3);
        assertThat(own.err()).contains("[STL-3008]");
        assertThat(cli.type("plan clone --base nowhere").exit()).isEqualTo(2);
    }

    private void simulatorSays(String field, String text) {
        simulator
                .controls()
                .change(
                        "demo",
                        "3",
                        Json.object().put("set", Json.object().put(field, text).build()).build());
    }
}
