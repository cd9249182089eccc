package dev.stile.core.egress;

import static dev.stile.core.egress.GateFixture.call;
import static dev.stile.core.egress.GateFixture.get;
import static dev.stile.core.egress.GateFixture.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.http.HttpRequest;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.limit.SqliteRateBuckets;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import java.util.function.Function;

/** A server with two budgets: each answer tells of the one that its request was counted against. */
@Proves("TU-14")
final class ResourcesTest {
    @TempDir private Path folder;

    private static HttpRequest query(String origin) {
        return post(origin + "/query").countedAs("points");
    }

    private static HttpRequest merge(String origin) {
        return post(origin + "/merge").countedAs("calls");
    }

    @Test
    void aBudgetThatIsUsedUpHoldsUpNoOther() {
        String usedUp =
                "HTTP/1.1 200 X\r\nX-RateLimit-Limit: 5000\r\nX-RateLimit-Remaining: 0\r\n"
                        + "X-RateLimit-Reset: 1800\r\nContent-Length: 2\r\n\r\n{}";

        assertOnlyOwn(usedUp, ResourcesTest::query, ResourcesTest::merge);
        assertOnlyOwn(usedUp, ResourcesTest::merge, ResourcesTest::query);
    }

    private void assertOnlyOwn(
            String answer,
            Function<String, HttpRequest> limited,
            Function<String, HttpRequest> other) {
        inHome(
                answer,
                (server, client) -> {
                    client.send(limited.apply(server.origin()), call());
                    assertThatThrownBy(() -> client.send(limited.apply(server.origin()), call()))
                            .isInstanceOf(RateLimited.class);
                    assertThat(server.requests()).hasSize(1);
                    client.send(other.apply(server.origin()), call());
                    assertThat(server.requests()).hasSize(2);
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 429})
    void aWaitThatNoBudgetExplainsIsOneForAll(int status) {
        inHome(
                "HTTP/1.1 "
                        + status
                        + " X\r\nX-RateLimit-Remaining: 4000\r\n"
                        + "Retry-After: 600\r\nContent-Length: 0\r\n\r\n",
                (server, client) -> {
                    try {
                        client.send(query(server.origin()), call());
                    } catch (RateLimited atOnce) {
                        assertThat(status).isEqualTo(429);
                    }
                    assertThatThrownBy(() -> client.send(merge(server.origin()), call()))
                            .isInstanceOf(RateLimited.class);
                    assertThat(server.requests()).hasSize(1);
                });
    }

    @Test
    void aServerWithOneBudgetKeepsTheWaitToIt() {
        inHome(
                "HTTP/1.1 403 X\r\nRetry-After: 600\r\nContent-Length: 0\r\n\r\n",
                (server, client) -> {
                    client.send(get(server.origin() + "/x"), call());
                    client.send(get(server.origin() + "/x"), call());
                    assertThat(server.requests()).hasSize(2);
                });
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        HttpRequest request = get("https://x.example");
        assertThatThrownBy(() -> request.countedAs(""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request.countedAs("A b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private interface Story {
        void tell(RawServer server, GuardedClient client);
    }

    private void inHome(String answer, Story story) {
        Home home = TestHome.in(folder.resolve(Long.toString(System.nanoTime())));
        RawServer.Script same =
                visitor -> {
                    while (visitor.readRequest()) {
                        visitor.say(answer);
                    }
                };
        try (RawServer server = RawServer.start(same);
                Database database = TestHome.open(home);
                SqliteAuditLog log =
                        new SqliteAuditLog(
                                database, home, Clock.systemUTC(), () -> new Random(7))) {
            GateFixture fixture =
                    new GateFixture()
                            .own(server.origin())
                            .crossings(
                                    new LedgerCrossings(
                                            database,
                                            log,
                                            new SqliteRateBuckets(
                                                    database, home, Clock.systemUTC())));
            try (GuardedClient client = fixture.client()) {
                story.tell(server, client);
            }
        }
    }
}
