package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.access.Limits;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

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

    @Test
    void theStatusOfACloneSaysHowFarItIsAndHowOldThatIs() throws IOException {
        String base = clone.git("rev-parse", "HEAD");
        clone.edit("issues/4.md", "title: .*", "title: Ours");
        simulatorSays("title", "Theirs");
        assertThat(cli.type("sync clone").exit()).isZero();
        clone.fetch();

        Cli.Ran status = cli.type("status clone");

        assertThat(status.exit()).as(status.err()).isZero();
        assertThat(status.out())
                .startsWith("stile::sim/demo, 8 records\n1 commits to push, 1 to pull\n")
                .contains("base " + base + ", tip " + clone.git("rev-parse", "HEAD"))
                .containsPattern("the tracker was asked \\d+ seconds ago")
                .contains("quota of http://127.0.0.1", ": unknown\n");
    }

    @Test
    void theStatusSaysWhatIsLeftOfALimitThatTheServerTold() {
        simulator.controls().limit("admin", Limits.requests(100, Duration.ofHours(1)));

        Cli.Ran before = cli.type("status clone");
        Cli.Ran after = cli.type("status clone --fetch");

        assertThat(before.out()).contains(": unknown");
        assertThat(after.out())
                .containsPattern(": 9\\d requests left, a new window in 3\\d\\d\\d s");
        assertThat(cli.type("status clone --json").out()).contains("\"remaining\":9");
    }

    @Test
    @Proves("FL-97")
    void whatASyncWarnsOfIsPartOfTheDocumentAndIsToldToPeopleOnStderr() {
        simulator
                .controls()
                .fault(
                        FaultRule.on(
                                "GET",
                                "/sim/v1/projects/demo/records",
                                new FaultAction.ReplaceItem(
                                        1, Json.object().put("id", "2").build())));

        Cli.Ran document = cli.type("sync clone --full --json");
        Cli.Ran text = cli.type("sync clone --full");

        assertThat(document.exit()).as(document.err()).isZero();
        assertThat(document.out())
                .contains("\"warnings\":[{\"code\":\"records_unreadable\",\"number\":\"STL-4004\"")
                .contains("issues/2.md");
        assertThat(document.err()).isEmpty();
        assertThat(text.out()).doesNotContain("STL-4004");
        assertThat(text.err()).contains("warning: ", "[STL-4004]", "issues/2.md");
    }

    @Test
    void aRecordThatNeverCouldBeReadIsCountedAsAStub() {
        simulator.controls().project("odd", Json.object().put("name", "odd").build());
        Json.Obj record =
                Json.object().put("title", "T").put("type", "bug").put("status", "Open").build();
        simulator.controls().create("odd", record);
        simulator.controls().create("odd", record);
        simulator
                .controls()
                .fault(
                        FaultRule.on(
                                "GET",
                                "/sim/v1/projects/odd/records",
                                new FaultAction.ReplaceItem(
                                        1, Json.object().put("id", "2").build())));
        assertThat(cli.type("sync sim/odd").exit()).isZero();

        assertThat(cli.type("status sim/odd").out())
                .startsWith("stile::sim/odd, 2 records, 1 of them stubs");
    }

    @Test
    void aSyncThatIsOnlyTriedSaysWhatWouldChangeAndChangesNothing() throws IOException {
        String tip = cli.type("at sim/demo 2099-01-01").out();
        simulatorSays("title", "Theirs");
        simulator.controls().delete("demo", "8");
        simulator
                .controls()
                .create(
                        "demo",
                        Json.object()
                                .put("title", "Another")
                                .put("type", "bug")
                                .put("status", "Open")
                                .build());

        Cli.Ran full = cli.type("sync clone --full --dry-run");
        Cli.Ran delta = cli.type("sync clone --dry-run --json");

        assertThat(full.exit()).as(full.err()).isZero();
        assertThat(full.out())
                .startsWith("1 changed, 1 added, 1 removed (everything was listed)\n")
                .containsPattern("\\d requests, \\d+ bytes, complete\n");
        assertThat(delta.out())
                .contains("\"changed\":1,\"added\":1,\"removed\":1,\"dry_run\":true,\"requests\":1")
                .contains("\"completeness\":\"delta\"");
        assertThat(cli.type("at sim/demo 2099-01-01").out()).isEqualTo(tip);
        assertThat(cli.type("list clone --offline").out()).doesNotContain("Theirs", "Another");
        try (Stream<Path> left = Files.walk(cli.home().resolve("mirrors"))) {
            assertThat(left).noneMatch(path -> path.toString().contains("rehearsal"));
        }
        assertThat(cli.type("sync clone").out()).startsWith("1 changed, 1 added, 1 removed\n");
    }

    @Test
    void aSyncThatIsOnlyTriedMakesNothingWhereNothingWasFetched() {
        simulator.controls().project("empty", Json.object().put("name", "empty").build());

        Cli.Ran tried = cli.type("sync sim/empty --dry-run");

        assertThat(tried.exit()).as(tried.err()).isZero();
        assertThat(tried.out()).startsWith("0 changed, 0 added, 0 removed (everything was listed)");
        assertThat(cli.type("history sim/empty").out()).isEmpty();
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
