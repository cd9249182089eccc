package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.cli.wiring.House;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionOptions;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.redact.Redactor;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Settings that only the connector of a code host knows to be wrong. */
@Proves("GH-39")
final class HostSettingsTest {
    private static final String MENDED =
            "stile connect github bad --set page_cap=50 --set 'repositories=acme/*'";

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void connect() throws IOException {
        cli = new Cli(folder);
        assertThat(cli.connectHost("work", "http://localhost").exit()).isZero();
    }

    @Test
    void allOfThemAreRefusedAtOnceAndNothingIsStored() {
        Cli.Ran ran =
                cli.type(
                        "connect github bad --set web_url=http://localhost --set page_cap=0 --set"
                                + " repositories=acme/*,, --secret token=file:"
                                + folder.resolve("token")
                                + " --offline");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .contains(
                        "error: settings of the connection are not valid [STL-1004]",
                        "  /settings/page_cap: is a number from 1 to 1000; give it as in --set"
                                + " page_cap=50",
                        "  /settings/repositories: each is owner/name, with * for any text",
                        "  stile connector show github\n");
        assertThat(cli.type("connection list").out()).doesNotContain("bad");
    }

    /** What a connector of somebody else's checks only when it starts. */
    @Test
    @Proves("GH-32")
    void whatIsFoundOnlyWhenTheConnectorStartsIsRefusedToo() throws IOException {
        Cli.Ran ran = cli.connectHost("late", "http://localhost/broken");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .contains(
                        "error: settings of the connection are not valid [STL-1004]",
                        "  /settings/web_url: is no address of a host; give it as in --set"
                                + " web_url=VALUE");
        assertThat(cli.type("connection list").out()).doesNotContain("late");
    }

    @Test
    @Proves("GH-32")
    void aConnectorThatBreaksWhileItStartsIsNotConnected() throws IOException {
        Cli.Ran ran =
                cli.connectHost(
                        "late", "http://localhost", "--set", "default_merge_strategy=octopus");

        assertThat(ran.exit()).isEqualTo(6);
        assertThat(ran.err()).contains("hosting.not_ready: the connector failed while it started");
        assertThat(cli.type("connection list").out()).doesNotContain("late");
    }

    @Test
    @Proves("GH-41")
    void oneThatIsStoredAndDoesNotStartIsRefusedByItsReasonAndMended() throws Exception {
        assertThat(cli.connectHost("late", "http://localhost:9").exit()).isZero();
        cli.store(
                "UPDATE connection_value SET value = 'http://localhost:9/broken'"
                        + " WHERE name = 'web_url' AND slug = 'late'");

        assertThat(cli.type("pr status late/acme/web#1").err())
                .contains(
                        "[STL-1031]",
                        "/settings/web_url: is no address of a host",
                        "  stile connect scripted-host late --set web_url=VALUE\n");

        assertThat(
                        cli.type(
                                        "connect scripted-host late --set"
                                                + " web_url=http://localhost:9 --offline")
                                .exit())
                .isZero();
        assertThat(cli.type("pr status late/acme/web#1").exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pr status bad/acme/web#1",
                "pr list bad/acme/web",
                "pr remote http://127.0.0.1:9/acme/web.git",
                "pr watch bad/acme/web#1",
                "connection probe bad",
            })
    void oneThatIsStoredIsRefusedByItsReason(String line) {
        store("http://127.0.0.1:9");

        Cli.Ran ran = cli.type(line);

        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
        assertThat(ran.err())
                .contains(
                        "[STL-1031]",
                        "/settings/page_cap: is a number from 1 to 1000",
                        "  " + MENDED + "\n");
    }

    @Test
    void oneThatIsStoredIsShownWithItsReasonAndStopsNoOtherOfItsHost() {
        store("http://localhost");

        assertThat(cli.type("connection list").out())
                .contains("bad  github  created  offline", "work  scripted-host  created");
        assertThat(cli.type("connection list").err())
                .contains("/settings/page_cap: is a number", "next: " + MENDED);
        assertThat(cli.type("doctor --offline").out())
                .contains(
                        "error bad settings: /settings/page_cap: is a number from 1 to 1000",
                        "      fix: " + MENDED,
                        "ok    work settings");
        assertThat(cli.type("pr status work/acme/web#1").exit()).isZero();
    }

    @Test
    void noOtherStandsInForOneOfWhichARepositoryIs() {
        store("http://localhost");

        Cli.Ran ran = cli.type("pr status acme/web#1");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("[STL-1031]", "/settings/page_cap: is a number");
    }

    @Test
    void oneThatIsStoredIsMendedByWhatItIsTold() {
        store("http://localhost");

        assertThat(
                        cli.type(
                                        MENDED.substring("stile ".length()).replace("'", "")
                                                + " --offline")
                                .err())
                .doesNotContain("error");
        assertThat(cli.type("connection list").out()).doesNotContain("offline");
    }

    /** As an earlier release left it. */
    private void store(String web) {
        Connection bad =
                new Connection(
                        new ConnectionSlug("bad"),
                        "github",
                        new TreeMap<>(
                                Map.of(
                                        "web_url",
                                        web,
                                        "page_cap",
                                        "0",
                                        "repositories",
                                        "acme/*,,")),
                        new TreeMap<>(Map.of("token", "file:" + folder.resolve("token"))),
                        List.of(),
                        Optional.empty(),
                        ConnectionOptions.standard(),
                        "tester",
                        Instant.EPOCH,
                        1);
        try (House house =
                new House(
                        cli.around(),
                        AuditOrigin.PERSON,
                        new Redactor(),
                        (message, remote) -> {})) {
            house.connections().make(bad, cli.around().subject(), House.patience());
        }
    }
}
