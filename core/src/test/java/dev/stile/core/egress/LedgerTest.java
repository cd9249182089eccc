package dev.stile.core.egress;

import static dev.stile.core.egress.GateFixture.call;
import static dev.stile.core.egress.GateFixture.get;
import static dev.stile.core.egress.GateFixture.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.audit.AuditVerdict;
import dev.stile.core.audit.AuditVerifier;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.error.Failure;
import dev.stile.core.limit.SqliteRateBuckets;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;

/** The gate over the real store, its audit log and its buckets. */
final class LedgerTest {
    @TempDir private Path folder;

    @Test
    @Proves({"TU-52", "TU-14"})
    void everyTryHopAndDenialIsAProvenRowAndNoneIsLeftOpen() {
        RawServer.Script moody =
                visitor -> {
                    while (visitor.readRequest()) {
                        String path = visitor.lastRequest().split(" ")[1];
                        switch (path) {
                            case "/limited" ->
                                    visitor.say(
                                            "HTTP/1.1 429 X\r\nRetry-After: 900\r\nContent-Length: 0\r\n\r\n");
                            case "/moved" ->
                                    visitor.say(
                                            "HTTP/1.1 302 X\r\nLocation: /here\r\nContent-Length: 0\r\n\r\n");
                            case "/gone" -> visitor.reset();
                            default -> visitor.say(RawServer.ok("{}"));
                        }
                    }
                };
        Home home = TestHome.in(folder);
        try (RawServer server = RawServer.start(moody);
                Database database = TestHome.open(home);
                SqliteAuditLog log = log(database, home)) {
            GateFixture fixture =
                    new GateFixture()
                            .own(server.origin())
                            .crossings(crossings(database, home, log));
            try (GuardedClient client = fixture.client()) {
                client.send(get(server.origin() + "/x"), call());
                client.send(post(server.origin() + "/x"), call());
                client.send(get(server.origin() + "/moved"), call());
                assertThatThrownBy(() -> client.send(post(server.origin() + "/gone"), call()))
                        .isInstanceOf(OutcomeUnknown.class);
                assertThatThrownBy(() -> client.send(get("https://files.example/x"), call()))
                        .isInstanceOf(Failure.class);
                assertThatThrownBy(() -> client.send(get(server.origin() + "/limited"), call()))
                        .isInstanceOf(RateLimited.class);
                int sent = server.requests().size();
                assertThatThrownBy(() -> client.send(get(server.origin() + "/x"), call()))
                        .isInstanceOf(RateLimited.class);
                assertThat(server.requests()).hasSize(sent);
            }
        }
        try (Database database = TestHome.open(home)) {
            AuditVerdict verdict = new AuditVerifier(database, home).verify(TestHome.soon());
            assertThat(verdict.result()).isEqualTo(AuditVerdict.Result.PROVEN);
            assertThat(verdict.unknown()).isEmpty();
            assertThat(verbs(database))
                    .containsExactly(
                            "audit.open point",
                            "egress.read intent",
                            "egress.read outcome",
                            "egress.write intent",
                            "egress.write outcome",
                            "egress.read intent",
                            "egress.read outcome",
                            "egress.redirect point",
                            "egress.read intent",
                            "egress.read outcome",
                            "egress.write intent",
                            "egress.write outcome",
                            "egress.denied point",
                            "egress.read intent",
                            "egress.read outcome");
        }
    }

    @Test
    @Proves("TU-52")
    void theEndOfACrossingIsWrittenThoughItsThreadIsInterrupted() {
        Thread caller = Thread.currentThread();
        RawServer.Script interrupting =
                visitor -> {
                    while (visitor.readRequest()) {
                        caller.interrupt();
                        visitor.say(RawServer.ok("{}"));
                    }
                };
        Home home = TestHome.in(folder);
        try (RawServer server = RawServer.start(interrupting);
                Database database = TestHome.open(home);
                SqliteAuditLog log = log(database, home)) {
            GateFixture fixture =
                    new GateFixture()
                            .own(server.origin())
                            .crossings(crossings(database, home, log));
            try (GuardedClient client = fixture.client()) {
                // Whether the answer or the interrupt comes first is open.
                Throwable unused =
                        catchThrowable(() -> client.send(post(server.origin() + "/x"), call()));
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(verbs(database))
                    .containsExactly(
                            "audit.open point", "egress.write intent", "egress.write outcome");
        }
    }

    @Test
    @Proves("TU-53")
    void onAFullDiskNothingLeaves() {
        Home home = TestHome.in(folder);
        try (RawServer server = RawServer.answering(RawServer.ok("{}"));
                Database database = TestHome.open(home)) {
            SqliteAuditLog log = log(database, home);
            GateFixture fixture =
                    new GateFixture()
                            .own(server.origin())
                            .crossings(crossings(database, home, log));
            try (GuardedClient client = fixture.client()) {
                client.send(post(server.origin() + "/x"), call());
                TestHome.limitPages(database, 1);
                int sent = 0;
                boolean refused = false;
                for (int round = 0; round < 200 && !refused; round++) {
                    sent = server.requests().size();
                    refused = isRefused(client, server);
                }
                assertThat(refused).isTrue();
                assertThat(server.requests()).hasSize(sent);
            }
        }
    }

    private static boolean isRefused(GuardedClient client, RawServer server) {
        try {
            client.send(post(server.origin() + "/x"), call());
            return false;
        } catch (AuditUnavailableException full) {
            return true;
        }
    }

    private static List<String> verbs(Database database) {
        return database.read(
                TestHome.soon(),
                transaction ->
                        transaction.list(
                                "SELECT body FROM audit ORDER BY seq",
                                row -> verbAndPhase(row.text(1))));
    }

    private static String verbAndPhase(String body) {
        return field(body, "verb") + " " + field(body, "phase");
    }

    private static String field(String body, String name) {
        int begin = body.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return body.substring(begin, body.indexOf('"', begin));
    }

    private static SqliteAuditLog log(Database database, Home home) {
        return new SqliteAuditLog(database, home, Clock.systemUTC(), () -> new Random(7));
    }

    private static Crossings crossings(Database database, Home home, SqliteAuditLog log) {
        return new LedgerCrossings(
                database, log, new SqliteRateBuckets(database, home, Clock.systemUTC()));
    }
}
