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

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Two connectors of the class path of these tests cannot be used: no other minds. */
@Proves({"GH-36", "GH-41"})
final class UnusedConnectorTest {
    private static final String BROKEN = "dev.stile.cli.scripted.BrokenProvider";

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void connect() throws IOException {
        cli = new Cli(folder);
        assertThat(cli.connectHost("work", "http://localhost").exit()).isZero();
        try (House house =
                new House(
                        cli.around(),
                        AuditOrigin.PERSON,
                        new Redactor(),
                        (message, remote) -> {})) {
            house.connections().make(madeEarlier("lost"), cli.around().subject(), House.patience());
        }
    }

    @Test
    void eachIsListedWithItsReasonBesideThoseThatWork() {
        Cli.Ran listed = cli.type("connector list");

        assertThat(listed.exit()).isZero();
        assertThat(listed.out())
                .contains(
                        "scripted-host  1.0.0",
                        BROKEN + "  not used  the connector " + BROKEN + " is not used: it cannot",
                        "[STL-6411]",
                        "its licence\\u{1b}[31m has run out",
                        "unfit-host  not used",
                        "/version: is no semantic version; write one such as 1.4.0",
                        "/skill: is not one line",
                        "    next: stile doctor");
        assertThat(cli.type("connector list --json").out())
                .contains(
                        "\"unused\":[{\"provider\":\"" + BROKEN + "\",\"error\":{\"code\":",
                        "\"slug\":\"unfit-host\",\"error\":{\"code\":\"connector_disabled\"",
                        "\"path\":\"/version\"");
    }

    @Test
    void itIsRefusedByItsReasonAndSoIsAConnectionOfIt() {
        for (String line :
                List.of(
                        "connector show broken-host",
                        "connector show unfit-host",
                        "connect broken-host more",
                        "projects lost")) {
            Cli.Ran ran = cli.type(line);
            assertThat(ran.exit()).as(line + ran.err()).isEqualTo(6);
            assertThat(ran.err()).contains("[STL-6411]", "Fix: ", "  stile connector list\n");
        }
    }

    @Test
    void aConnectionOfItIsOfflineWithTheReasonAndOthersAreNot() {
        assertThat(cli.type("connection list").out())
                .contains("lost  broken-host  created  offline\n", "work  scripted-host  created");
        assertThat(cli.type("connection list").err())
                .contains("lost: the connector " + BROKEN, "next: stile connector list");
        assertThat(cli.type("connection show lost").out())
                .contains("health      offline (connector_disabled)");
        assertThat(cli.type("connection show lost --json").out())
                .contains("\"health\":\"offline\",\"reason\":\"connector_disabled\"");
        assertThat(cli.type("connection show work").out()).doesNotContain("offline");
        assertThat(cli.type("pr status acme/web#1").exit()).isZero();

        assertThat(cli.type("connection delete work").exit()).isZero();
        assertThat(cli.type("pr status acme/web#1").err())
                .contains("lost cannot be used now: the connector " + BROKEN);
        assertThat(cli.type("connection delete lost").exit()).isZero();
    }

    @Test
    void theDoctorTellsItOnceAndThatItsConnectionCannotWork() {
        Cli.Ran ran = cli.type("doctor --offline");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        "warn  connector " + BROKEN + ": the connector",
                        "warn  connector unfit-host: the connector",
                        "error lost origins: the connector " + BROKEN + " is not used")
                .containsOnlyOnce("warn  connector unfit-host")
                .contains("ok    work settings");
    }

    private static Connection madeEarlier(String name) {
        return new Connection(
                new ConnectionSlug(name),
                "broken-host",
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                Optional.empty(),
                ConnectionOptions.standard(),
                "tester",
                Instant.EPOCH,
                1);
    }
}
