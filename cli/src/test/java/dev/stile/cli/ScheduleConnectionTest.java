package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Settings whose meaning only a connector knows. */
final class ScheduleConnectionTest {
    @TempDir private Path folder;

    @Test
    @Proves({"FL-46", "FL-49"})
    void aCronOrAZoneThatMeansNothingIsRefusedByItsNameBeforeAnythingIsStored() {
        Cli cli = new Cli(folder);

        Cli.Ran cron = cli.type("connect schedule bad --set cron=never --yes");
        Cli.Ran zone =
                cli.run(
                        "connect",
                        "schedule",
                        "bad",
                        "--set",
                        "cron=0 9 * * *",
                        "--set",
                        "zone=Mars/Base",
                        "--yes");

        assertThat(cron.exit()).as(cron.err()).isEqualTo(2);
        assertThat(cron.err()).contains("the setting cron: ", "[STL-1011]", "--set cron=VALUE");
        assertThat(zone.exit()).as(zone.err()).isEqualTo(2);
        assertThat(zone.err()).contains("the setting zone: there is no such time zone");
        assertThat(cli.type("connection list").out()).doesNotContain("bad");
    }
}
