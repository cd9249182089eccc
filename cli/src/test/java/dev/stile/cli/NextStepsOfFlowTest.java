package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What commands of the event side say where something is not as it should be, and to do next. */
final class NextStepsOfFlowTest {
    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void open() {
        cli = new Cli(folder);
    }

    @Test
    void eachFaultOfARuleIsToldOnce() throws IOException {
        Files.writeString(folder.resolve("rule.yaml"), WatchedDemo.RULE.replace("urgent", "u"));

        Cli.Ran ran = cli.type("rule add rule.yaml");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).containsOnlyOnce("/slug: ").contains("[STL-6100]");
        assertThat(cli.type("rule add rule.yaml --json").out())
                .containsOnlyOnce("a slug is 2 to 64");
    }

    @Test
    @Proves("FL-97")
    void aWebhookOfAConnectionThatIsNotThereIsRefusedByThatConnection() {
        for (String line :
                List.of("webhook url nope", "webhook test nope", "webhook rotate nope")) {
            Cli.Ran ran = cli.type(line);
            assertThat(ran.exit()).as(line + ran.err()).isEqualTo(8);
            assertThat(ran.err())
                    .contains("there is no connection nope", "  stile connection list\n")
                    .doesNotContain("webhook add");
        }
    }

    @Test
    @Proves("FL-98")
    void nothingIsToBeMendedWhereOnlyWhatWasSkippedIsInTheWay() throws IOException {
        cli.type("skeleton python pond");
        Files.writeString(folder.resolve("made.txt"), "");

        Cli.Ran ran =
                cli.type(
                        "conform --template pond/template.yaml --set source="
                                + folder.resolve("made.txt")
                                + " --patience 1 --grace 30 --strict");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains(" 0 failed, ");
        assertThat(ran.err())
                .contains("next: let what was skipped be tried, with --act or --provoke")
                .doesNotContain("mend");
    }
}
