package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** What a person at a terminal is asked who typed less than a connection needs. */
final class ConnectQuestionsTest {
    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void begin() {
        cli = new Cli(folder).with("SIM_TOKEN", "canary-3f9a77d1c4");
    }

    @Test
    @Proves("FL-49")
    void aConnectorIsFoundByAWordAndEverythingElseIsAskedInItsOrder() {
        Cli.Ran ran =
                cli.answered(
                        "planned times\nmorning\n0 9 * * mon-fri\nEurope/Berlin\n\nyes\n",
                        "connect");
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("connected morning (schedule)");
        assertThat(ran.err().indexOf("cron,")).isLessThan(ran.err().indexOf("zone,"));
        assertThat(ran.err()).contains("(none, last, all) [none]");
        assertThat(cli.type("connection show morning --json").out())
                .contains("0 9 * * mon-fri", "Europe/Berlin");
    }

    @Test
    @Proves("FL-49")
    void aWordThatFitsSeveralOrNoneGivesAChoice() {
        Cli.Ran ran = cli.answered("signed\nzzz\ngitlab-webhook\n", "connect");
        assertThat(ran.err()).contains("  stripe-webhook", "  schedule", "Which of these?");
        assertThat(ran.exit()).as("nobody answers any more").isEqualTo(2);
        assertThat(cli.type("connection list --json").out()).contains("\"items\":[]");
    }

    @Test
    @Proves("FL-49")
    void whatIsGrantedIsShownAndANoStoresNothing() {
        String answers = "\nhttp://127.0.0.1:9/sim/v1\n\nenv:SIM_TOKEN\n";
        Cli.Ran refused = cli.answered(answers + "no\n", "connect sim --offline");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains("  http://127.0.0.1:9", "  create_record, external_record_create")
                .doesNotContain("canary");
        assertThat(cli.type("connection list --json").out()).contains("\"items\":[]");
        Cli.Ran agreed = cli.answered(answers + "yes\n", "connect sim --offline");
        assertThat(agreed.out()).contains("connected sim (sim)");
        assertThat(cli.answered("", "connect sim sim --offline").out())
                .contains("already connected sim");
    }

    @Test
    @Proves("FL-50")
    void withoutATerminalNothingWaitsForAnAnswer() {
        assertThat(cli.piped("schedule\n", "connect").exit()).isEqualTo(2);
        assertThat(cli.piped("yes\n", "connect sim").exit()).isEqualTo(2);
        assertThat(cli.answered("yes\n", "connect sim --yes").exit()).isEqualTo(2);
        assertThat(cli.answered("yes\n", "connect --json").exit()).isEqualTo(2);
    }
}
