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
import java.util.List;

/** What an agent may do by itself, and how it asks for the rest. */
final class AgentActsTest {
    private static final String COMMENT =
            "act sim comment --set project=demo --set id=3 --set text=hello";

    @TempDir private Path folder;
    private WatchedDemo demo;
    private Cli cli;
    private FlowTurns turns;

    @BeforeEach
    void start() throws IOException {
        demo = WatchedDemo.in(folder);
        cli = demo.cli();
        turns = demo.turns();
    }

    @AfterEach
    void stop() throws IOException {
        demo.close();
    }

    @Test
    @Proves({"FL-92", "FL-96", "FL-97"})
    void anAgentIsToldToProposeWhatAPersonHasToApproveAndThenItWaits() {
        cli.with("STILE_AGENT_TOKEN", "an-agent");

        assertThat(cli.type(COMMENT + " --dry-run").out())
                .contains("an agent proposes it, by stile outbox propose");
        Cli.Ran refused = cli.type(COMMENT);
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("[STL-6318]", "nothing was stored");
        assertThat(cli.type("outbox list").out()).isEmpty();
        Cli.Ran proposed =
                cli.type(
                        WatchedDemo.found("  stile (outbox propose .*)\n", refused.err())
                                + " --key k-1");
        assertThat(proposed.exit()).as(proposed.err()).isZero();
        assertThat(proposed.out()).startsWith("ob-1 is proposed, version 1");
        assertThat(proposed.err())
                .contains("key: k-1\n", "a person approves it", "next: stile outbox show ob-1\n")
                .doesNotContain("outbox approve");
        assertThat(cli.type("outbox show ob-1").err()).doesNotContain("outbox approve");
        String approve =
                WatchedDemo.found(
                        "next: stile (outbox approve ob-1 .*)\n",
                        cli.without("STILE_AGENT_TOKEN").type("outbox show ob-1").err());
        cli.with("STILE_AGENT_TOKEN", "an-agent");
        Cli.Ran own = cli.type(approve);
        assertThat(own.exit()).as("agents approve nothing").isEqualTo(3);
        assertThat(own.err()).contains("[STL-6308]", "only people approve", "outbox show ob-1");
        Cli.Ran waits = cli.type(COMMENT + " --key k-1");
        assertThat(waits.exit()).as("it waits").isEqualTo(4);
        assertThat(waits.err()).contains("A person approves it").doesNotContain("outbox approve");
        assertThat(cli.type("outbox propose" + COMMENT.substring(3)).err())
                .as("the key that was made")
                .containsPattern("key: \\S+\n");
        assertThat(cli.run("outbox", "propose", "sim", "comment", "--key", "two words").err())
                .contains("no key: ", "  stile outbox propose --help\n");

        cli.without("STILE_AGENT_TOKEN");
        assertThat(cli.type("outbox propose" + COMMENT.substring(3)).err())
                .contains("[STL-6319]", "  stile act sim comment --set project=demo");
        assertThat(cli.type(approve).out()).startsWith("ob-1 is approved");
        turns.send();
        assertThat(demo.written()).isEqualTo(1);
        assertThat(cli.with("STILE_AGENT_TOKEN", "an-agent").type(COMMENT + " --key k-1").out())
                .startsWith("sent ob-1");
    }

    @Test
    @Proves({"TU-61", "TU-62", "FL-69"})
    void anAgentStopsStartsRepeatsAndDropsNothingThatAPersonSetUp() throws IOException {
        Files.writeString(folder.resolve("p.json"), "{\"message\":\"urgent: fire\"}");
        assertThat(cli.type("rule add urgent.yaml").exit()).isZero();
        assertThat(
                        cli.type(
                                        "event emit sim --kind record.updated --rule urgent --id e-1"
                                                + " --file p.json")
                                .out())
                .contains("1 made");
        cli.with("STILE_AGENT_TOKEN", "an-agent");

        for (String line :
                List.of(
                        "rule pause urgent",
                        "rule pause urgent --hold",
                        "rule resume urgent",
                        "rule delete urgent",
                        "event replay --rule urgent --id sim/e-1 --again",
                        "event replay --rule urgent --since 2400-01-01",
                        "event backfill sim --since 2020-01-01 --rule urgent",
                        "delivery retry 1",
                        "delivery replay 1 --new-key",
                        "delivery drop 1 --reason unwanted",
                        "service install --yes",
                        "service uninstall --yes")) {
            Cli.Ran ran = cli.type(line);
            assertThat(ran.exit()).as(line + ran.err()).isEqualTo(3);
            assertThat(ran.err()).as(line).contains("[STL-6001]");
        }

        cli.without("STILE_AGENT_TOKEN");
        assertThat(cli.type("rule list").out()).startsWith("urgent  enabled");
        assertThat(cli.type("delivery list").out()).startsWith("1  pending  urgent");
    }
}
