package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.wire.Headers;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** {@code stile hydrate}, in this process, against a simulator that lists no texts. */
@Proves("GS-69")
final class HydrateCommandTest {
    @TempDir private Path folder;
    private Simulator simulator;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorOptions.empty().withDemo());
        simulator.controls().project("demo", Json.object().put("lists_bodies", false).build());
        cli = new Cli(folder).with("STILE_BLOB_LIMIT", "5");
        assertThat(cli.connect(simulator).exit()).isZero();
        Cli.Ran sync = cli.type("sync sim/demo");
        assertThat(sync.exit()).as(sync.err()).isZero();
        assertThat(sync.err())
                .contains(
                        "warning: 8 texts were wanted, and the limit is 5: 3 files are stubs"
                                + " [STL-4005]",
                        "stile hydrate stile::sim/demo issues --limit 0");
    }

    @AfterEach
    void stop() throws IOException {
        simulator.close();
    }

    @Test
    void itSaysWhatWasFetchedAndWhatThatTook() {
        assertThat(cli.type("status sim/demo").out()).contains("8 records, 3 of them stubs");
        assertThat(cli.type("doctor sim/demo").out())
                .contains(
                        "3 records without their body; they come with: stile hydrate"
                                + " stile::sim/demo issues --limit 3");

        Cli.Ran ran = cli.type("hydrate sim/demo issues --limit 3");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo("3 of 3 texts fetched, 3 requests\n");
        assertThat(ran.err()).contains("next: git pull");
        assertThat(cli.type("status sim/demo").out()).doesNotContain("stubs");
        assertThat(cli.type("hydrate sim/demo issues --json").out())
                .contains("\"wanted\":0,\"fetched\":0,\"left\":[],\"too_large\":[]");
        assertThat(cli.type("audit list --json").out())
                .contains("\"git.hydrate\"", "5 bodies", "3 bodies", "\"git.limit\"");
    }

    @Test
    void theCommandThatAWarningPrintsTakesWhatEarlierSyncsLeftToo() {
        simulator
                .controls()
                .change(
                        "demo",
                        "8",
                        Json.object()
                                .put("set", Json.object().put("title", "Anew").build())
                                .build());
        simulator
                .controls()
                .change(
                        "demo",
                        "7",
                        Json.object()
                                .put("set", Json.object().put("title", "Anew").build())
                                .build());
        String told = cli.with("STILE_BLOB_LIMIT", "1").type("sync sim/demo").err();
        assertThat(told).contains("2 texts were wanted, and the limit is 1: 1 files are stubs");
        String command =
                told.lines()
                        .filter(line -> line.contains("they come with: stile "))
                        .map(line -> line.replaceFirst(".*they come with: stile ", ""))
                        .findFirst()
                        .orElseThrow();

        Cli.Ran ran = cli.type(command);

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("4 of 4 texts fetched");
    }

    @Test
    void moreThanTheLimitIsRefusedWithTheCommandToType() {
        Cli.Ran refused = cli.type("hydrate sim/demo issues --limit 2 --json");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.out())
                .contains(
                        "\"code\":\"body_limit\"",
                        "stile hydrate stile::sim/demo issues --limit 3",
                        "\"wanted\":\"3\",\"limit\":\"2\"");
        assertThat(cli.with("STILE_BLOB_LIMIT", "1").type("hydrate sim/demo issues").err())
                .contains("3 texts were wanted, and the limit is 1 [STL-4005]");
        assertThat(cli.with("STILE_BLOB_LIMIT", "0").type("hydrate sim/demo issues").exit())
                .isZero();
    }

    @Test
    void whatCannotBeReadIsNamedAndTheRestIsFetched() {
        simulator
                .controls()
                .fault(
                        FaultRule.on(
                                "GET",
                                "/sim/v1/projects/demo/records/1",
                                new FaultAction.Status(
                                        403, Headers.none(), "text/plain", "Not this one.")));
        simulator
                .controls()
                .change(
                        "demo",
                        "1",
                        Json.object()
                                .put("set", Json.object().put("title", "Anew").build())
                                .build());
        assertThat(cli.type("sync sim/demo").err())
                .contains("1 texts could not be read", "issues/1.md");

        Cli.Ran partly = cli.type("hydrate sim/demo issues --limit 0");

        assertThat(partly.exit()).isEqualTo(9);
        assertThat(partly.out()).contains("texts fetched", "still a stub: issues/1.md\n");
        assertThat(cli.type("hydrate sim/demo issues/1.md").exit()).isEqualTo(9);
        simulator.controls().clearFaults();
        assertThat(cli.type("hydrate sim/demo issues/1.md").out())
                .startsWith("1 of 1 texts fetched");
    }

    @Test
    void aTextThatNoFileCanHoldIsTold() {
        simulator
                .controls()
                .change(
                        "demo",
                        "8",
                        Json.object()
                                .put("set", Json.object().put("body", "A zero: \0.").build())
                                .build());
        assertThat(cli.type("sync sim/demo").exit()).isZero();

        Cli.Ran ran = cli.type("hydrate sim/demo issues/8.md");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(9);
        assertThat(ran.out())
                .isEqualTo(
                        "nothing to fetch: every text that can be fetched is here\n"
                                + "not a text that a file can hold: issues/8.md\n");
    }

    @Test
    void aPathOrALimitThatIsNoneIsRefused() {
        assertThat(cli.type("hydrate sim/demo issues/99.md").exit()).isEqualTo(8);
        assertThat(cli.type("hydrate sim/demo").exit()).isEqualTo(2);
        assertThat(cli.type("hydrate sim/demo issues --limit -1").exit()).isEqualTo(2);
        Cli.Ran wrong = cli.with("STILE_BLOB_LIMIT", "many").type("sync sim/demo");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("STILE_BLOB_LIMIT is not a whole number from 0 up: many");
    }
}
