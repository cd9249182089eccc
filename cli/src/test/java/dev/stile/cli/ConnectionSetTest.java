package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;

/** Settings that change while all that hangs on the connection stays. */
final class ConnectionSetTest {
    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void connect() throws IOException {
        cli = new Cli(folder);
        assertThat(
                        cli.connectHost(
                                        "work",
                                        "http://localhost",
                                        "--set",
                                        "default_merge_strategy=merge")
                                .exit())
                .isZero();
    }

    @Test
    void whatIsNamedChangesAndWatchesStay() {
        assertThat(cli.type("pr watch work/acme/web#1").exit()).isZero();

        Cli.Ran ran =
                cli.type(
                        "connection set work repositories=acme/* poll_every=PT90S"
                                + " default_merge_strategy= --json");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("\"changed\":true", "\"repositories\":\"acme/*\"")
                .doesNotContain("default_merge_strategy");
        assertThat(cli.type("pr watches").out()).contains("acme/web#1");
        assertThat(cli.type("audit list --connection work").out()).contains("connection.update");
        assertThat(cli.type("connection set work repositories=acme/*").out())
                .contains("already so work");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web_url=http://localhost:9", "web_url="})
    void whatSaysWhichServerItIsForStays(String typed) {
        Cli.Ran ran = cli.type("connection set work " + typed);

        assertThat(ran.exit()).isEqualTo(7);
        assertThat(ran.err())
                .contains("[STL-1012]", "the setting web_url says which server work is for");
        assertThat(cli.type("pr status work/acme/web#1").exit()).isZero();
    }

    @Test
    void aSettingThatTheConnectorDoesNotTakeChangesNothing() {
        Cli.Ran ran =
                cli.type("connection set work default_merge_strategy=octopus repositories=a/b");

        assertThat(ran.exit()).isEqualTo(6);
        assertThat(cli.type("connection show work --json").out())
                .contains("\"default_merge_strategy\":\"merge\"")
                .doesNotContain("a/b");
        assertThat(cli.type("connection set work nonsense=1").err()).contains("nonsense");
    }

    @Test
    void nothingToChangeIsAMistake() {
        assertThat(cli.type("connection set work").exit()).isEqualTo(2);
    }
}
