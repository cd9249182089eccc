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

/** Commands of the event side that are typed in part, or with values out of all bounds. */
final class OddWordsTest {
    @TempDir private Path folder;
    private WatchedDemo demo;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        demo = WatchedDemo.in(folder);
        cli = demo.cli();
        assertThat(cli.type("rule add urgent.yaml").exit()).isZero();
        Files.writeString(folder.resolve("a.json"), "{\"message\":\"urgent: a\"}");
        Files.writeString(folder.resolve("b.json"), "{\"message\":\"urgent: b\"}");
    }

    @AfterEach
    void stop() throws IOException {
        demo.close();
    }

    @Test
    @Proves({"FL-58", "FL-69"})
    void whatNamesNoEventsIsGivenNone() {
        for (String line :
                List.of(
                        "event replay --rule urgent",
                        "event replay --rule urgent --again",
                        "event backfill sim",
                        "event backfill sim --rule urgent",
                        "rule test urgent.yaml")) {
            Cli.Ran ran = cli.type(line);
            assertThat(ran.exit()).as(line).isEqualTo(2);
            assertThat(ran.err()).as(line).contains("[STL-1011]", "one of these is needed: --");
        }
        assertThat(cli.type("delivery list").out()).isEmpty();
        assertThat(cli.type("event list").out()).isEmpty();
    }

    @Test
    @Proves("FL-97")
    void aTimeThatNoStoreHoldsIsRefusedAsOne() {
        for (String time : List.of("+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z")) {
            for (String line :
                    List.of(
                            "event replay --rule urgent --since ",
                            "event backfill sim --since ",
                            "audit list --since ",
                            "at sim/demo ",
                            "list sim/demo --updated-since ")) {
                Cli.Ran ran = cli.run((line + time).split(" "));
                assertThat(ran.exit()).as(line + time + ran.err()).isEqualTo(2);
            }
        }
    }

    @Test
    @Proves("FL-104")
    void anEventIsNotMadeUpUnderTheIdOfAnother() {
        String emit = "event emit sim --kind record.updated --rule urgent --id e-1 --file ";
        assertThat(cli.type(emit + "a.json").exit()).isZero();
        assertThat(cli.type(emit + "a.json").exit()).as("the same once more").isZero();

        Cli.Ran other = cli.type(emit + "b.json");

        assertThat(other.exit()).isEqualTo(7);
        assertThat(other.err()).contains("[STL-6304]", "  stile event show sim/e-1");
        assertThat(cli.type("event quarantine list").out()).isEmpty();
        assertThat(cli.type("event show sim/e-1").out()).contains("urgent: a");
    }

    @Test
    @Proves({"FL-61", "FL-104"})
    void aMadeUpEventIsExplainedToTheEndAsTheRuleThatIsNamedGetsIt() {
        String emit = "event emit sim --kind record.updated --rule urgent --file ";
        assertThat(cli.type(emit + "a.json --id e-1").out()).contains("1 made");

        assertThat(cli.type("rule explain urgent sim/e-1").out())
                .contains(
                        "yes  made up: ", "yes  /where/regex: found at /message", "urgent: match");
    }

    @Test
    @Proves({"FL-18", "FL-104"})
    void aMadeUpEventIsHeldToWhatProgramsMaySay() {
        for (List<String> words :
                List.of(
                        List.of("--kind", "a b"),
                        List.of("--kind", ""),
                        List.of("--kind", "k".repeat(129)),
                        List.of("--key", ""),
                        List.of("--key", "k".repeat(257)))) {
            Cli.Ran ran =
                    cli.run(
                            "event",
                            "emit",
                            "sim",
                            "--file",
                            "a.json",
                            "--rule",
                            "urgent",
                            words.get(0),
                            words.get(1));
            assertThat(ran.exit()).as(words.toString()).isEqualTo(2);
        }
        assertThat(cli.type("event list").out()).isEmpty();
    }

    @Test
    @Proves("TU-60")
    void aHashOfAnotherContentConfirmsNothing() {
        String comment = "act sim comment --set project=demo --set id=3 --set text=hello";

        assertThat(cli.type(comment + " --confirm 000000000000").exit()).isEqualTo(7);

        assertThat(demo.written()).isZero();
        assertThat(cli.type(comment).exit()).isZero();
    }
}
