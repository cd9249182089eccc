package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.cli.daemon.DaemonLock;
import dev.stile.core.store.Home;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/** The daemon as a unit of the user's systemd. */
final class ServiceCommandsTest {
    private static final String LINK = ".config/systemd/user/default.target.wants/stile.service";

    @TempDir private Path folder;
    private Cli cli;
    private Path unit;

    @BeforeEach
    void program() throws IOException {
        Path programs = Files.createDirectory(folder.resolve("a $b %c"));
        Files.createFile(
                programs.resolve("stile"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        cli = new Cli(folder).with("PATH", programs + ":/usr/bin").with("TOKEN", "s3cret");
        unit = folder.resolve(".config/systemd/user/stile.service");
    }

    @Test
    @Proves("FL-104")
    void theUnitIsShownBeforeItIsWrittenAndHoldsNoSecret() throws IOException {
        Cli.Ran shown = cli.type("service install");

        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out())
                .contains("would write: " + unit)
                .contains("ExecStart=\"" + folder + "/a $$b %%c/stile\" daemon")
                .contains("Environment=\"STILE_HOME=" + cli.home() + "\"")
                .doesNotContain("s3cret");
        assertThat(unit).doesNotExist();
        assertThat(cli.type("service status").out()).contains("unit: missing", "does not run");

        Cli.Ran written = cli.type("service install --yes --metrics-port 9100");

        assertThat(written.exit()).as(written.err()).isZero();
        assertThat(written.err()).contains("next: systemctl --user daemon-reload");
        assertThat(Files.readString(unit)).contains("daemon --metrics-port=9100\n");
        assertThat(Files.readSymbolicLink(folder.resolve(LINK))).isEqualTo(unit);
        assertThat(cli.type("service status --json").out())
                .contains("\"unit\":\"enabled\"", "\"daemon\":false");
    }

    @Test
    @Proves("FL-104")
    void aUnitThatSomebodyWroteStaysUntilItIsRemovedByName() throws IOException {
        Files.createDirectories(unit.getParent());
        Files.writeString(unit, "[Service]\nExecStart=/bin/true\n");

        assertThat(cli.type("service install --yes").exit()).isEqualTo(2);
        assertThat(unit).content().contains("/bin/true");
        assertThat(cli.type("service status").out()).contains("unit: other");
        assertThat(cli.type("service uninstall").out()).contains("would remove");
        assertThat(unit).exists();
        assertThat(cli.type("service uninstall --yes").out()).contains("removed: ");
        assertThat(unit).doesNotExist();
        assertThat(cli.type("service uninstall --yes").out()).contains("there is none");
    }

    @Test
    void itSaysWhoRunsTheDaemon() {
        try (DaemonLock daemon = DaemonLock.take(new Home(cli.home()), Instant.now())) {
            assertThat(cli.type("service status").out())
                    .contains("daemon: runs, process " + ProcessHandle.current().pid());
        }
        assertThat(cli.type("service status").out()).contains("daemon: does not run");
    }
}
