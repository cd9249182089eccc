package dev.stile.core.egress;

import static dev.stile.core.egress.GateFixture.call;
import static dev.stile.core.egress.GateFixture.get;
import static dev.stile.core.egress.GateFixture.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.limit.ServerLimit;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is sent again, when, and how often. */
final class RepeatTest {
    /** Answers with the first of the answers that is left, and the last one for ever. */
    private static RawServer answering(List<String> answers) {
        int[] next = new int[1];
        return RawServer.start(
                visitor -> {
                    while (visitor.readRequest()) {
                        visitor.say(answers.get(Math.min(next[0]++, answers.size() - 1)));
                    }
                });
    }

    private static String status(int status, String headers) {
        return "HTTP/1.1 " + status + " X\r\n" + headers + "Content-Length: 0\r\n\r\n";
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    @Proves({"TU-13", "TR-61"})
    void aReadIsRepeatedAfterAFaultOfTheServerWithGrowingRandomWaits(int status) {
        try (RawServer server =
                answering(List.of(status(status, ""), status(status, ""), RawServer.ok("{}")))) {
            GateFixture fixture = new GateFixture().own(server.origin());
            try (GuardedClient client = fixture.client()) {
                assertThat(client.send(get(server.origin() + "/x"), call()).status())
                        .isEqualTo(200);
            }
            assertThat(server.requests()).hasSize(3);
            assertThat(fixture.pauses).hasSizeLessThanOrEqualTo(2);
            assertThat(fixture.pauses)
                    .allMatch(pause -> pause.compareTo(Duration.ofSeconds(1)) <= 0);
            assertThat(fixture.crossings.rows).hasSize(6);
        }
    }

    @Test
    @Proves("TU-13")
    void fourTriesAreAllAndThenTheAnswerIsHandedOn() {
        try (RawServer server = answering(List.of(status(503, "")));
                GuardedClient client = new GateFixture().own(server.origin()).client()) {
            assertThat(client.send(get(server.origin() + "/x"), call()).status()).isEqualTo(503);
            assertThat(server.requests()).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 412, 422, 501})
    void aDefiniteAnswerIsNotAskedForAgain(int status) {
        try (RawServer server = answering(List.of(status(status, "")));
                GuardedClient client = new GateFixture().own(server.origin()).client()) {
            assertThat(client.send(get(server.origin() + "/x"), call()).status()).isEqualTo(status);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    @Proves({"TR-52", "TR-61", "GH-31"})
    void aWriteIsNotRepeatedAfterAFaultAndAKeyedOneIs() {
        try (RawServer server = answering(List.of(status(503, ""), RawServer.ok("{}")));
                GuardedClient client = new GateFixture().own(server.origin()).client()) {
            assertThat(client.send(post(server.origin() + "/x"), call()).status()).isEqualTo(503);
            assertThat(server.requests()).hasSize(1);
        }
        try (RawServer server = answering(List.of(status(503, ""), RawServer.ok("{}")));
                GuardedClient client = new GateFixture().own(server.origin()).client()) {
            HttpRequest keyed = post(server.origin() + "/x").keyed("Idempotency-Key", "k-1");
            assertThat(client.send(keyed, call()).status()).isEqualTo(200);
            assertThat(server.requests())
                    .hasSize(2)
                    .allMatch(request -> request.contains("Idempotency-Key: k-1\r\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Proves("TU-14")
    void aKeyedWriteWhoseFirstTryMayHaveArrivedIsUnknownWhateverStopsTheNext(boolean dropped) {
        GateFixture[] fixture = new GateFixture[1];
        try (RawServer server =
                RawServer.start(
                        visitor -> {
                            if (visitor.readRequest()) {
                                fixture[0].crossings.waits.add(
                                        new Crossings.Leave.Wait(Duration.ofHours(1), false));
                                if (!dropped) {
                                    visitor.say(status(500, ""));
                                }
                            }
                        })) {
            fixture[0] = new GateFixture().own(server.origin());
            try (GuardedClient client = fixture[0].client()) {
                HttpRequest keyed = post(server.origin() + "/x").keyed("Idempotency-Key", "k-1");

                assertThatThrownBy(() -> client.send(keyed, call()))
                        .isInstanceOf(OutcomeUnknown.class)
                        .hasCauseInstanceOf(RateLimited.class);
            }
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After: 7, 7",
        "'Retry-After: Sun, 01 Mar 2026 12:00:09 GMT', 9",
        "'Retry-After: Sun, 01 Mar 2026 11:00:00 GMT', 0",
        "Retry-After: 0, 0",
        "'X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 1772366411', 11",
        "'RateLimit-Remaining: 0\r\nRateLimit-Reset: 5', 5",
    })
    @Proves({"TU-13", "TR-60"})
    void theServersOwnDelayIsObeyedInEachForm(String header, int seconds) {
        try (RawServer server =
                answering(List.of(status(429, header + "\r\n"), RawServer.ok("{}")))) {
            GateFixture fixture = new GateFixture().own(server.origin());
            try (GuardedClient client = fixture.client()) {
                assertThat(client.send(post(server.origin() + "/x"), call()).status())
                        .isEqualTo(200);
            }
            Duration delay = Duration.ofSeconds(seconds);
            assertThat(fixture.pauses).isEqualTo(seconds == 0 ? List.of() : List.of(delay));
            assertThat(fixture.crossings.learned).containsExactly(new ServerLimit.Blocked(delay));
        }
    }

    @Test
    @Proves("TR-61")
    void aDelayBeyondTheBudgetIsAnErrorThatSaysUntilWhenAndNothingWaits() {
        try (RawServer server = answering(List.of(status(429, "Retry-After: 61\r\n")))) {
            GateFixture fixture = new GateFixture().own(server.origin());
            try (GuardedClient client = fixture.client()) {
                RateLimited limited =
                        catchThrowableOfType(
                                RateLimited.class,
                                () -> client.send(get(server.origin() + "/x"), call()));
                assertThat(limited.until()).isEqualTo(GateFixture.NOW.plusSeconds(61));
                assertThat(limited.secondary()).isFalse();
            }
            assertThat(fixture.pauses).isEmpty();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aDelayBeyondTheCallersDeadlineIsAnErrorAtOnce() {
        try (RawServer server = answering(List.of(status(429, "Retry-After: 50\r\n")));
                GuardedClient client = new GateFixture().own(server.origin()).client()) {
            assertThatThrownBy(
                            () ->
                                    client.send(
                                            get(server.origin() + "/x"),
                                            call(Duration.ofSeconds(40))))
                    .isInstanceOf(RateLimited.class);
        }
    }

    @Test
    @Proves("TR-62")
    void aLimitWithoutADelayIsASecondaryOneOfAMinute() {
        try (RawServer server = answering(List.of(status(429, ""), RawServer.ok("{}")))) {
            GateFixture fixture = new GateFixture().own(server.origin());
            try (GuardedClient client = fixture.client()) {
                client.send(get(server.origin() + "/x"), call(Duration.ofMinutes(3)));
            }
            assertThat(fixture.pauses).containsExactly(Duration.ofSeconds(60));
            assertThat(fixture.crossings.learned)
                    .containsExactly(new ServerLimit.SecondaryBlocked(Optional.empty()));
        }
    }

    @Test
    @Proves("TU-14")
    void aBucketThatIsEmptyIsWaitedForBeforeAnythingIsSent() {
        try (RawServer server = RawServer.answering(RawServer.ok("{}"))) {
            GateFixture fixture = new GateFixture().own(server.origin());
            fixture.crossings.waits.add(new Crossings.Leave.Wait(Duration.ofSeconds(3), false));
            try (GuardedClient client = fixture.client()) {
                client.send(get(server.origin() + "/x"), call());
            }
            assertThat(fixture.pauses).containsExactly(Duration.ofSeconds(3));
            assertThat(fixture.crossings.keys.getFirst().origin()).isEqualTo(server.origin());
        }
    }

    @Test
    void whatAnAnswerSaysOfItsBudgetIsLearned() {
        String headers =
                "X-RateLimit-Limit: 100\r\nX-RateLimit-Remaining: 42\r\nX-RateLimit-Reset: 30\r\n";
        try (RawServer server = answering(List.of(status(200, headers)))) {
            GateFixture fixture = new GateFixture().own(server.origin());
            try (GuardedClient client = fixture.client()) {
                client.send(get(server.origin() + "/x"), call());
            }
            assertThat(fixture.crossings.learned)
                    .containsExactly(
                            new ServerLimit.Remaining(
                                    java.util.OptionalLong.of(100), 42, Duration.ofSeconds(30)));
        }
    }

    @Test
    void aConnectionThatTheServerClosedMeanwhileCostsAReadNothingAndAWriteNothing() {
        RawServer.Script closesAfterOne =
                visitor -> {
                    visitor.readRequest();
                    visitor.say(RawServer.ok("{}"));
                };
        try (RawServer server = RawServer.start(closesAfterOne)) {
            GateFixture fixture = new GateFixture().own(server.origin());
            try (GuardedClient client = fixture.client()) {
                for (int round = 0; round < 20; round++) {
                    client.send(get(server.origin() + "/r"), call());
                    awaitClosed(server);
                    client.send(post(server.origin() + "/w"), call());
                    awaitClosed(server);
                }
            }
            assertThat(fixture.pauses).isEmpty();
            assertThat(server.requests()).hasSize(40);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Close|2", "keep-alive, CLOSE|2", "X-Close-Later|1", "keep-alive|1"})
    void aConnectionThatTheServerIsAboutToCloseIsNotUsedAgain(String options, int connections) {
        String answer =
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: " + options + "\r\n\r\n{}";
        try (RawServer server = RawServer.answering(answer);
                GuardedClient client = new GateFixture().own(server.origin()).client()) {
            client.send(get(server.origin() + "/1"), call());
            client.send(get(server.origin() + "/2"), call());
            assertThat(server.connections()).isEqualTo(connections);
        }
    }

    @Test
    @Proves({"TU-6", "TU-13", "TU-14"})
    void nothingIsHeldWhileTheGateWaitsAndAllIsTakenAnew() {
        int[] resolved = new int[1];
        try (RawServer server = RawServer.answering(RawServer.ok("{}"))) {
            GateFixture fixture =
                    new GateFixture()
                            .own(server.origin())
                            .secret(new SecretPlacement.Header("X-Key", ""), Optional.empty())
                            .values(
                                    (reference, wanted, deadline) ->
                                            SecureValue.takeFrom(
                                                    ("value-number-" + ++resolved[0])
                                                            .toCharArray()));
            try (GuardedClient client = fixture.client()) {
                client.send(get(server.origin() + "/1"), call());
                fixture.crossings.waits.add(
                        new Crossings.Leave.Wait(Duration.ofSeconds(60), false));
                List<Integer> held = new ArrayList<>();
                fixture.meanwhile =
                        () -> {
                            held.add(fixture.crossings.places.get());
                            hangUp(server);
                            resolved[0] = 10;
                        };
                client.send(post(server.origin() + "/2"), call());
                assertThat(held).containsExactly(0);
            }
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().getLast()).contains("X-Key: value-number-11\r\n");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    @Proves("TU-6")
    void aConnectionThatTheServerClosedWhileTheIntentWasWrittenCostsAWriteNothing() {
        try (RawServer server = RawServer.answering(RawServer.ok("{}"))) {
            GateFixture fixture = new GateFixture().own(server.origin());
            try (GuardedClient client = fixture.client()) {
                client.send(get(server.origin() + "/1"), call());
                fixture.crossings.writing = () -> hangUp(server);
                client.send(post(server.origin() + "/2"), call());
            }
            assertThat(server.requests()).hasSize(2);
            assertThat(fixture.crossings.story())
                    .endsWith("intent egress.write", "outcome egress.write ok");
        }
    }

    @Test
    void aReadOnAUsedConnectionThatEndsWithoutAnAnswerIsSentOnceMoreAtOnce() {
        int[] connections = new int[1];
        RawServer.Script dropsTheSecond =
                visitor -> {
                    boolean first = connections[0]++ == 0;
                    visitor.readRequest();
                    visitor.say(RawServer.ok("{}"));
                    if (first) {
                        visitor.readRequest();
                        visitor.hangUp();
                        return;
                    }
                    visitor.fallSilent();
                };
        try (RawServer server = RawServer.start(dropsTheSecond)) {
            GateFixture fixture = new GateFixture().own(server.origin());
            try (GuardedClient client = fixture.client()) {
                client.send(get(server.origin() + "/1"), call());
                assertThat(client.send(get(server.origin() + "/2"), call()).status())
                        .isEqualTo(200);
            }
            assertThat(fixture.pauses).isEmpty();
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    @Proves("TU-13")
    void secretsAreResolvedAnewForEachTry() {
        int[] resolved = new int[1];
        try (RawServer server = answering(List.of(status(503, ""), RawServer.ok("{}")));
                GuardedClient client =
                        new GateFixture()
                                .own(server.origin())
                                .secret(new SecretPlacement.Header("X-Key", ""), Optional.empty())
                                .values(
                                        (reference, wanted, deadline) ->
                                                SecureValue.takeFrom(
                                                        ("value-number-" + ++resolved[0])
                                                                .toCharArray()))
                                .client()) {
            client.send(get(server.origin() + "/x"), call());
            assertThat(server.requests().getFirst()).contains("X-Key: value-number-1\r\n");
            assertThat(server.requests().getLast()).contains("X-Key: value-number-2\r\n");
        }
    }

    @Test
    @Proves("GH-31")
    void aWriteWhoseConnectionEndsIsUnknownAndNotRepeated() {
        RawServer.Script hangsUp =
                visitor -> {
                    visitor.readRequest();
                    visitor.hangUp();
                };
        try (RawServer server = RawServer.start(hangsUp);
                GuardedClient client = new GateFixture().own(server.origin()).client()) {
            assertThatThrownBy(() -> client.send(post(server.origin() + "/x"), call()))
                    .isInstanceOf(OutcomeUnknown.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static void hangUp(RawServer server) {
        server.hangUp();
        awaitClosed(server);
    }

    private static void awaitClosed(RawServer server) {
        Deadline deadline = Deadline.after(Duration.ofSeconds(60));
        while (server.openConnections() > 0) {
            assertThat(deadline.isPast()).as("the server closes its connection").isFalse();
            Thread.onSpinWait();
        }
    }
}
