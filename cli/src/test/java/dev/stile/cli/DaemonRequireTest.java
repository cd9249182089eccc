package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** A daemon that is not wanted without some connection. */
final class DaemonRequireTest {
    @TempDir private Path folder;

    @Test
    void doesNotStartWhereTheConnectionDoesNotAnswer() throws IOException {
        Cli cli = new Cli(folder);
        try (Simulator simulator = Simulator.start(SimulatorOptions.empty().withDemo())) {
            assertThat(cli.connect(simulator).exit()).isZero();
        }

        Cli.Ran ran = cli.type("daemon --require sim");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(6);
        assertThat(ran.err()).contains("the daemon does not start without sim");
        assertThat(ran.out()).isEmpty();
    }

    /** The simulator is gone: a daemon that asks for it ends at once, whatever else it asked. */
    @Test
    @Proves("GH-41")
    void doesNotStartWithoutAConnectionOfACriticalConnectorThatIsOn() throws IOException {
        Cli cli = new Cli(folder);
        try (Simulator simulator = Simulator.start(SimulatorOptions.empty().withDemo())) {
            assertThat(cli.connect(simulator).exit()).isZero();
        }
        assertThat(cli.connectHost("usual", "http://localhost").exit()).isZero();
        assertThat(cli.type(critical("dear", "http://localhost")).exit()).isZero();
        assertThat(cli.type(critical("well", "http://localhost")).exit()).isZero();
        cli.store(
                "UPDATE connection_value SET value = 'http://localhost/broken'"
                        + " WHERE name = 'web_url' AND slug IN ('usual', 'dear')");

        Cli.Ran stopped = cli.type("daemon --require sim");

        assertThat(stopped.exit()).as(stopped.err()).isNotZero();
        assertThat(stopped.err())
                .contains("does not start without dear, since its connector is critical")
                .doesNotContain("without sim", "without usual", "without well");
        assertThat(stopped.out()).isEmpty();

        assertThat(cli.type("connection disable dear").exit()).isZero();
        Cli.Ran named = cli.type("daemon --require sim");
        assertThat(named.exit()).as(named.err()).isEqualTo(6);
        assertThat(named.err())
                .contains("the daemon does not start without sim")
                .doesNotContain("without dear", "without usual", "without well");
    }

    /** Which connectors are critical is not known then: that is no reason to start without them. */
    @Test
    @Proves("GH-41")
    void doesNotStartWhereTheStoreDoesNotSayWhatIsCritical() throws Exception {
        Cli cli = new Cli(folder);
        try (Simulator simulator = Simulator.start(SimulatorOptions.empty().withDemo())) {
            assertThat(cli.connect(simulator).exit()).isZero();
        }
        cli.store("ALTER TABLE template RENAME TO template_elsewhere");

        Cli.Ran ran = cli.type("daemon --require sim");

        assertThat(ran.exit()).as(ran.err()).isNotZero();
        assertThat(ran.err()).contains("[STL-10").doesNotContain("without sim");
    }

    private String critical(String name, String web) {
        return "connect scripted-critical "
                + name
                + " --set web_url="
                + web
                + " --secret token=file:"
                + folder.resolve("token")
                + " --offline";
    }

    @Test
    void doesNotStartForAConnectionThatIsNotThere() {
        Cli.Ran ran = new Cli(folder).type("daemon --require nobody");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(8);
        assertThat(ran.out()).isEmpty();
    }
}
