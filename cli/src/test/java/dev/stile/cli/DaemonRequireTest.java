package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;

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

    @Test
    void doesNotStartForAConnectionThatIsNotThere() {
        Cli.Ran ran = new Cli(folder).type("daemon --require nobody");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(8);
        assertThat(ran.out()).isEmpty();
    }
}
