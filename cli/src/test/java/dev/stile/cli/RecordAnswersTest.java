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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;

/** What commands about records answer is neither less nor more than what is known. */
final class RecordAnswersTest {
    @TempDir private Path folder;
    private Simulator simulator;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorOptions.empty().withDemo());
        cli = new Cli(folder);
        assertThat(cli.connect(simulator).exit()).isZero();
    }

    @AfterEach
    void stop() throws IOException {
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list sim/demo",
                "history sim/demo",
                "push log sim/demo",
                "audit list",
                "outbox list",
                "event list",
                "event follow sim",
                "event replay --rule each sim",
                "event backfill sim --from 1",
                "event quarantine list",
                "delivery list",
                "delivery dead",
            })
    @Proves("GS-124")
    void aLimitBelowOneIsRefused(String command) {
        for (String limit : new String[] {"0", "-1", "many"}) {
            Cli.Ran ran = cli.type(command + " --limit " + limit);

            assertThat(ran.exit()).as(ran.err()).isEqualTo(2);
            assertThat(ran.err()).contains("--limit", "'" + limit + "'", "[STL-1011]");
        }
    }

    @Test
    @Proves("GS-125")
    void aListThatEndsAtItsLimitSaysThatThereIsMore() {
        assertThat(cli.type("list sim/demo --limit 7 --json").out())
                .contains("\"next\":null,\"complete\":false");
        assertThat(cli.type("list sim/demo --limit 8 --json").out())
                .contains("\"next\":null,\"complete\":true");
        assertThat(cli.type("list sim/demo --limit 7").out().lines()).hasSize(7);
        assertThat(cli.type("history sim/demo --limit 1 --json").out())
                .contains("\"complete\":true");
        simulator
                .controls()
                .change(
                        "demo",
                        "3",
                        Json.object()
                                .put("set", Json.object().put("title", "Theirs").build())
                                .build());
        assertThat(cli.type("sync sim/demo").exit()).isZero();
        assertThat(cli.type("history sim/demo --limit 1").out().lines()).hasSize(1);
        assertThat(cli.type("history sim/demo --limit 1 --json").out())
                .contains("\"complete\":false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999", "issues/1.md"})
    void theHistoryOfARecordThatIsNotThereIsNoEmptyList(String id) {
        assertThat(cli.type("sync sim/demo").exit()).isZero();

        Cli.Ran ran = cli.run("history", "sim/demo", "--record", id);

        assertThat(ran.exit()).isEqualTo(8);
        assertThat(ran.err()).contains("stile::sim/demo has no record " + id + " [STL-5003]");
        assertThat(cli.type("history sim/demo --record 1").out().lines()).hasSize(1);
    }

    @Test
    @Proves("GS-125")
    void commentsThatNobodyAskedForAreNotSaidToBeNone() {
        assertThat(cli.type("show sim/demo 2 --json").out()).doesNotContain("\"comments\"");
        assertThat(cli.type("show sim/demo 2 --comments --json").out()).contains("\"comments\":[");
    }

    @Test
    void theStandingOfAProjectThatWasNeverFetchedIsNotKnown() {
        Cli.Ran nobody = cli.type("status sim/nope");

        assertThat(nobody.exit()).isNotZero();
        assertThat(nobody.err()).contains("nothing of this project was fetched yet", "--fetch");
        assertThat(cli.type("status sim/nope --fetch").err()).contains("[STL-1003]");
        assertThat(cli.type("status sim/demo --fetch").out())
                .startsWith("stile::sim/demo, 8 records");
    }

    @Test
    @Proves({"GS-83", "GS-125"})
    void aPlanThatIsRefusedIsTheSameForProgramsAsForPeople() throws IOException {
        Checkout clone = Checkout.of(cli, "sim/demo", folder.resolve("clone"));
        clone.edit("issues/3.md", "title: .*", "title: Mine");
        clone.edit("issues/4.md", "statusless|status: .*", "status: Unheard Of");

        Cli.Ran people = cli.type("plan clone");
        Cli.Ran program = cli.type("plan clone --json");

        assertThat(people.exit()).isEqualTo(3).isEqualTo(program.exit());
        assertThat(people.out()).contains("update \"issues/3.md\"", "title: ");
        assertThat(program.out())
                .contains(
                        "\"ok\":false",
                        "\"writes\":[{\"action\":\"update\",\"path\":\"issues/3.md\"",
                        "\"new\":\"Mine\"");
    }
}
