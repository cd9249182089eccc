package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.cli.wiring.House;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditVerb;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a command is refused stands in the audit log: what, to whom, why, once. */
final class DenialRowsTest {
    @TempDir private Path folder;
    private WatchedDemo demo;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        demo = WatchedDemo.in(folder);
        cli = demo.cli();
    }

    @AfterEach
    void stop() throws IOException {
        demo.close();
    }

    @Test
    @Proves({"TU-50", "TU-57"})
    void whatAnAgentIsRefusedHasOneRow() {
        cli.with("STILE_AGENT_TOKEN", "an-agent");
        for (String line :
                new String[] {
                    "policy grant --subject agent:* --connection sim --action comment --decision allow",
                    "connection delete sim",
                    "connection origins sim --add http://127.0.0.1:9",
                    "rule pause urgent",
                    "trust revoke .stile",
                    "restore none.db",
                    "act sim comment --set project=demo --set id=3 --set text=a-text-of-theirs"
                }) {
            long before = rows("policy.decide");
            Cli.Ran refused = cli.type(line);
            assertThat(refused.exit()).as(line + refused.err()).isEqualTo(3);
            assertThat(rows("policy.decide") - before).as(line + refused.err()).isEqualTo(1);
        }
        String log = cli.type("audit list --verb policy.decide --json").out();
        assertThat(log)
                .contains("connection delete sim", "agent-configures-nothing", "\"agent:")
                .contains("restore none.db", "proposal_needed")
                .doesNotContain("a-text-of-theirs", "an-agent", "\"actor\":\"tester\"");
    }

    @Test
    @Proves({"TU-2", "TU-17"})
    void anOriginThatIsNotGrantedHasOneRowAndNoSecret() {
        for (String line :
                new String[] {
                    "connect sim inner --set base_url=http://10.1.2.3/sim/v1",
                    "connect sim meta --set base_url=http://169.254.169.254/",
                    "connect sim user --set base_url=https://ada:s3cr3t-word@tracker.example/",
                    "connection origins sim --add http://10.1.2.3",
                    "connection origins sim --add https://93.184.215.14/s3cr3t-path",
                    "connection origins sim --add http://93.184.215.14"
                }) {
            long before = rows("egress.denied");
            Cli.Ran refused = cli.type(line + (line.contains("base_url") ? token() : ""));
            assertThat(refused.exit()).as(refused.err()).isEqualTo(3);
            assertThat(rows("egress.denied") - before).as(line).isEqualTo(1);
        }
        assertThat(cli.type("audit list --verb egress.denied --json").out())
                .contains("\"target\":\"http://10.1.2.3\"", "private_address")
                .contains("address_forbidden", "insecure_address", "ambiguous_url")
                .contains("\"actor\":\"tester\"")
                .doesNotContain("s3cr3t");
    }

    @Test
    @Proves("TU-52")
    void whatWroteItsOwnRowGetsNoSecondOne() {
        assertThat(
                        cli.type(
                                        "policy grant --subject person:tester --connection sim"
                                                + " --category external_record_read"
                                                + " --decision refuse")
                                .exit())
                .isZero();

        assertThat(cli.type("list sim/demo").exit()).isEqualTo(3);

        assertThat(cli.type("audit list --verb policy.decide --json").out())
                .contains("\"connection\":\"sim\"")
                .doesNotContain("list sim/demo");
    }

    @Test
    @Proves({"TU-52", "TU-55"})
    void aCrossingWithoutAnOutcomeIsCalledUnknownThoughTheLogIsProven() {
        assertThat(cli.type("act sim comment --set project=demo --set id=3 --set text=hi").exit())
                .isZero();
        assertThat(cli.type("audit verify").out()).doesNotContain("unknown");
        assertThat(cli.type("audit why ob-1").out()).doesNotContain("unknown");
        long row;
        try (EventSide dying = new EventSide(cli)) {
            row =
                    dying.flow()
                            .house()
                            .audit()
                            .appendIntent(
                                    House.patience(),
                                    AuditEntry.of(
                                                    AuditOrigin.PERSON,
                                                    "tester",
                                                    AuditVerb.ACTION_SEND)
                                            .ref("outbox", "ob-1"));
        }

        Cli.Ran verified = cli.type("audit verify");

        assertThat(verified.exit()).isZero();
        assertThat(verified.out())
                .contains("unknown: 1 crossing has no outcome, and may have happened")
                .contains("the first is row " + row + "\n");
        assertThat(cli.type("audit list --limit 1 --before " + (row + 1)).out())
                .as(verified.err())
                .startsWith(row + "  ");
        assertThat(cli.type("audit why ob-1").out())
                .containsOnlyOnce("-> unknown: it has no outcome");
        assertThat(cli.type("audit why ob-1 --json").out())
                .containsOnlyOnce("\"outcome\":\"unknown\"");
    }

    @Test
    @Proves("TU-17")
    void aRefusalIsToldEvenWhereNoRowCanBeWritten() throws IOException {
        Files.writeString(folder.resolve("home/stile.db"), "this is no store".repeat(400));
        cli.with("STILE_AGENT_TOKEN", "an-agent");

        Cli.Ran refused = cli.type("restore kept.db --json");

        assertThat(refused.exit()).as(refused.err()).isEqualTo(3);
        assertThat(refused.out()).contains("STL-6001", "this refusal has no row in the audit log");
    }

    private String token() {
        return " --secret token=file:" + folder.resolve("token");
    }

    private long rows(String verb) {
        return cli.type("audit list --limit 1000 --verb " + verb).out().lines().count();
    }
}
