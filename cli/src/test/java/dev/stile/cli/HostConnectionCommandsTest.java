package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.cli.scripted.Scene;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;

/** A connection to a code host: what the doctor says of it, and what uses it when it is off. */
final class HostConnectionCommandsTest {
    private static final String HEAD = Scene.HEAD.text();

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void connect() throws IOException {
        cli = new Cli(folder);
        connect("work", "http://localhost");
    }

    private void connect(String name, String web, String... more) throws IOException {
        Cli.Ran ran = cli.connectHost(name, web, more);
        assertThat(ran.exit()).as(ran.err()).isZero();
    }

    @Test
    @Proves("GH-43")
    void theDoctorLooksAtSettingsAndOriginsAndAsksOnlyWhenItIsTold() {
        assertThat(cli.type("doctor").out())
                .contains(
                        "work settings: its host is http://localhost",
                        "work git: git may",
                        "work credentials: git ")
                .doesNotContain("stile-bot");
        cli.type("connection origins work --remove http://localhost");

        assertThat(cli.type("doctor").out()).contains("warn  work git: git is told no credential");
    }

    @Test
    @Proves("GH-43")
    void theDoctorAsksAboutRightsAndClockAndEachRepositoryThatIsNamed() throws IOException {
        connect(
                "play",
                "http://localhost:1/odd",
                "--set",
                "repositories=acme/hidden acme/* toys/gone");
        Cli.ownFile(
                cli.home().resolve("hosting.yaml"),
                "repositories:\n  localhost/acme/web:\n    merge: { auto: false }\n");

        Cli.Ran ran = cli.type("doctor --online");

        assertThat(ran.out())
                .contains(
                        "info  work rights: the host does not tell",
                        "ok    work acme/web access: its default branch is main",
                        "ok    work acme/web rules: all rules of main can be seen",
                        "info  work acme/web bypass: ",
                        "warn  play clock: differs by",
                        "warn  play rights: the credentials lack writing",
                        "warn  play acme/hidden rules: not all rules of main can be seen",
                        "      fix: stile pr protection play/acme/hidden main",
                        "warn  play acme/hidden bypass: this account can merge past the rules",
                        "error play toys/gone access: there is no such repository")
                .doesNotContain("acme/*", "play acme/web");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(cli.type("doctor").out()).doesNotContain("acme/web access");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pr merge acme/web#1 --expect-head HEAD",
                "pr status acme/web#1",
                "pr decide acme/web#1",
                "pr remote http://localhost/acme/web.git",
                "connection probe work",
            })
    @Proves("GH-40")
    void nothingUsesAConnectionThatIsSwitchedOff(String command) {
        assertThat(cli.type("connection disable work").exit()).isZero();

        Cli.Ran ran = cli.type(command.replace("HEAD", HEAD));

        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains("[STL-6035]", "  stile connection enable work\n");
        assertThat(cli.type("audit list --verb host.merge").out()).isEmpty();
        assertThat(cli.type("connection list").out()).contains("disabled");
        assertThat(cli.type("doctor --offline").out())
                .contains("work switch: the connection is switched off [STL-6035]");

        cli.type("connection enable work");
        assertThat(cli.type("pr merge acme/web#1 --expect-head " + HEAD).exit()).isZero();
    }

    @Test
    @Proves("GH-40")
    void oneThatIsSwitchedOffIsChangedAndNobodyIsAsked() throws IOException {
        Path token = Cli.ownFile(folder.resolve("new-token"), "another-s3cret-of-the-host");
        assertThat(cli.type("connection disable work").exit()).isZero();

        Cli.Ran ran =
                cli.type(
                        "connect scripted-host work --set web_url=http://localhost"
                                + " --secret token=file:"
                                + token);

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("connected work", "it is disabled");
        assertThat(ran.err()).contains("next: stile connection enable work");
    }
}
