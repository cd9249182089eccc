package dev.stile.core.egress;

import static dev.stile.core.egress.GateFixture.call;
import static dev.stile.core.egress.GateFixture.get;
import static dev.stile.core.egress.GateFixture.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Token;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.error.Failure;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What a request carries, where it may go, and what it leaves behind. */
final class RequestTest {
    @Test
    @Proves("TR-101")
    void aRequestNamesStileAndCarriesWhatTheManifestAndTheConnectorSet() {
        try (RawServer server = RawServer.answering(RawServer.ok("{}"));
                GuardedClient client =
                        new GateFixture()
                                .own(server.origin())
                                .constantHeader("X-Api-Version", "2026-01")
                                .client()) {
            client.send(
                    get(server.origin() + "/a")
                            .header("Prefer", "x")
                            .unlessMatching(new Token("\"e1\"")),
                    call());
            assertThat(server.requests().getFirst())
                    .startsWith(
                            "GET /a HTTP/1.1\r\nHost: 127.0.0.1:"
                                    + server.port()
                                    + "\r\nUser-Agent: Stile/0.1\r\n")
                    .contains(
                            "\r\nAccept: application/json\r\n",
                            "\r\nX-Api-Version: 2026-01\r\n",
                            "\r\nPrefer: x\r\n",
                            "\r\nIf-None-Match: \"e1\"\r\n")
                    .doesNotContain("Content-Length", "Cookie");
            client.send(post(server.origin() + "/a"), call());
            assertThat(server.requests().getLast())
                    .contains("\r\nContent-Type: application/json\r\nContent-Length: 13\r\n")
                    .endsWith("\r\n\r\n{\"title\":\"x\"}");
        }
    }

    @Test
    @Proves("TR-102")
    void anAnswerGivesItsValidatorItsClockAndThatNothingChanged() {
        String answer =
                "HTTP/1.1 304 Not Modified\r\nETag: W/\"7\"\r\nDate: Sun, 01 Mar 2026 11:59:58 GMT\r\n"
                        + "Set-Cookie: a=b\r\n\r\n";
        try (RawServer server = RawServer.answering(answer);
                GuardedClient client = new GateFixture().own(server.origin()).client()) {
            HttpAnswer read = client.send(get(server.origin() + "/a"), call());
            assertThat(read.isNotModified()).isTrue();
            assertThat(read.entityTag()).contains(new Token("W/\"7\""));
            assertThat(read.serverTime())
                    .contains(new Moment(Instant.parse("2026-03-01T11:59:58Z")));
            client.send(get(server.origin() + "/a"), call());
            assertThat(server.requests().getLast()).doesNotContain("Cookie");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-length",
                "Transfer-Encoding",
                "Connection",
                "Proxy-Authorization",
                "Proxy-X",
                "Cookie",
                "AUTHORIZATION",
                "X-Key",
                "x-key",
                "X-HTTP-Method-Override",
                "User-Agent",
                "Expect",
                "Upgrade",
                "",
                "a b",
                "a:b",
                "a\r\nX-Evil: 1",
                "ä"
            })
    @Proves({"TU-9", "TU-10"})
    void aHeaderThatOnlyTheGateSetsIsRefusedAndRecorded(String name) {
        try (RawServer server = RawServer.answering(RawServer.ok("{}"))) {
            GateFixture fixture =
                    new GateFixture()
                            .own(server.origin())
                            .secret(new SecretPlacement.Header("X-Key", ""), Optional.empty());
            try (GuardedClient client = fixture.client()) {
                HttpRequest request = get(server.origin() + "/a").header(name, "x");
                Failure denied =
                        catchThrowableOfType(Failure.class, () -> client.send(request, call()));
                assertThat(denied.facts()).containsEntry("reason", "header_not_allowed");
            }
            assertThat(server.requests()).isEmpty();
            assertThat(fixture.crossings.story())
                    .containsExactly("point egress.denied egress_denied");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\u0000b", "ü"})
    @Proves("TU-9")
    void aHeaderValueWithALineBreakIsRefused(String value) {
        try (RawServer server = RawServer.answering(RawServer.ok("{}"));
                GuardedClient client = new GateFixture().own(server.origin()).client()) {
            HttpRequest request = get(server.origin() + "/a").header("X-A", value);
            assertThatThrownBy(() -> client.send(request, call())).isInstanceOf(Failure.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @Proves({"TU-10", "TU-44"})
    void credentialsArePlacedByTheGateAndKnownToTheRedactorBeforeTheyLeave() {
        try (RawServer server = RawServer.answering(RawServer.ok("{}"))) {
            GateFixture header =
                    new GateFixture()
                            .own(server.origin())
                            .secret(
                                    new SecretPlacement.Header("Authorization", "Bearer "),
                                    Optional.empty());
            try (GuardedClient client = header.client()) {
                client.send(get(server.origin() + "/a"), call());
            }
            assertThat(server.requests().getLast())
                    .contains("\r\nAuthorization: Bearer s3cret-t0ken\r\n");
            assertThat(header.redactor.clean("x s3cret-t0ken y")).isEqualTo("x [REDACTED] y");
            GateFixture basic =
                    new GateFixture()
                            .own(server.origin())
                            .secret(new SecretPlacement.Basic("user"), Optional.of("ada"));
            try (GuardedClient client = basic.client()) {
                client.send(get(server.origin() + "/a"), call());
            }
            String sent = server.requests().getLast();
            assertThat(sent).contains("\r\nAuthorization: Basic YWRhOnMzY3JldC10MGtlbg==\r\n");
            assertThat(basic.redactor.clean(sent)).doesNotContain("OnMzY3JldC10MGtlb");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"two\r\nlines", "two\nlines", "with space", "nul\u0000inside", "ümlaut-key"})
    void aSecretThatWouldBreakItsHeaderIsNotSentAndNotShown(String secret) {
        try (RawServer server = RawServer.answering(RawServer.ok("{}"));
                GuardedClient client =
                        new GateFixture()
                                .own(server.origin())
                                .secret(new SecretPlacement.Header("X-Key", ""), Optional.empty())
                                .values(
                                        (reference, wanted, deadline) ->
                                                SecureValue.takeFrom(secret.toCharArray()))
                                .client()) {
            Failure failure =
                    catchThrowableOfType(
                            Failure.class, () -> client.send(get(server.origin() + "/a"), call()));
            assertThat(failure.code()).isEqualTo("secret_missing");
            assertThat(failure.getMessage() + failure.details()).doesNotContain(secret);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @Proves({"TU-2", "TU-17"})
    void anOriginThatNobodyGrantedIsDeniedBeforeAnyNameIsLookedUp() {
        AtomicInteger lookups = new AtomicInteger();
        GateFixture fixture =
                new GateFixture()
                        .own("https://tracker.example")
                        .names(
                                (host, deadline) -> {
                                    lookups.incrementAndGet();
                                    return List.of(InetAddress.ofLiteral("127.0.0.1"));
                                });
        try (GuardedClient client = fixture.client()) {
            Failure denied =
                    catchThrowableOfType(
                            Failure.class,
                            () -> client.send(get("https://files.example/x"), call()));
            assertThat(denied.code()).isEqualTo("egress_denied");
            assertThat(denied.getMessage()).isEqualTo("work may not reach https://files.example");
            assertThat(denied.arguments().get("connection")).containsExactly("work");
            assertThat(denied.arguments().get("origin")).containsExactly("https://files.example");
        }
        assertThat(lookups).hasValue(0);
        assertThat(fixture.crossings.story()).containsExactly("point egress.denied egress_denied");
    }

    @Test
    @Proves({"TU-5", "TU-6"})
    void theConnectionGoesToTheAddressThatWasCheckedAndTheNameIsKept() {
        try (RawServer server = RawServer.answering(RawServer.ok("{}"))) {
            AtomicInteger lookups = new AtomicInteger();
            String origin = "http://tracker.example:" + server.port();
            GateFixture fixture =
                    new GateFixture()
                            .own(origin)
                            .grant(origin, true)
                            .names(
                                    (host, deadline) ->
                                            List.of(
                                                    InetAddress.ofLiteral(
                                                            lookups.getAndIncrement() == 0
                                                                    ? "127.0.0.1"
                                                                    : "169.254.169.254")));
            try (GuardedClient client = fixture.client()) {
                assertThat(client.send(get(origin + "/x"), call()).status()).isEqualTo(200);
            }
            assertThat(lookups).hasValue(1);
            assertThat(server.requests().getFirst())
                    .contains("\r\nHost: tracker.example:" + server.port() + "\r\n");
        }
    }

    @Test
    @Proves("TU-5")
    void aNameThatLeadsToThisMachineIsDeniedUnlessPrivateAddressesAreGranted() {
        try (RawServer server = RawServer.answering(RawServer.ok("{}"))) {
            String origin = "http://tracker.example:" + server.port();
            GateFixture fixture =
                    new GateFixture()
                            .own(origin)
                            .grant(origin, false)
                            .names(
                                    (host, deadline) ->
                                            List.of(
                                                    InetAddress.ofLiteral("8.8.8.8"),
                                                    InetAddress.ofLiteral("127.0.0.1")));
            try (GuardedClient client = fixture.client()) {
                Failure denied =
                        catchThrowableOfType(
                                Failure.class, () -> client.send(get(origin + "/x"), call()));
                assertThat(denied.facts()).containsEntry("reason", "private_address");
                assertThat(denied.arguments().get("origin"))
                        .containsExactly(origin, "--allow-private");
            }
            assertThat(server.connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://0177.0.0.1/x",
        "http://user@127.0.0.1/x",
        "http://127.0.0.1/a/../b",
    })
    @Proves("TU-4")
    void anAddressOfTwoMeaningsIsDeniedAndRecorded(String address) {
        GateFixture fixture = new GateFixture().own("http://127.0.0.1");
        try (GuardedClient client = fixture.client()) {
            HttpRequest request = HttpRequest.get(Url.under(URI.create(address)), "reading");
            Failure denied =
                    catchThrowableOfType(Failure.class, () -> client.send(request, call()));
            assertThat(denied.facts()).containsEntry("reason", "ambiguous_url");
        }
        assertThat(fixture.crossings.story()).containsExactly("point egress.denied egress_denied");
    }

    @Test
    @Proves({"TU-52", "TU-53"})
    void withoutAnIntentNothingLeaves() {
        try (RawServer server = RawServer.answering(RawServer.ok("{}"))) {
            GateFixture fixture = new GateFixture().own(server.origin());
            fixture.crossings.broken = true;
            try (GuardedClient client = fixture.client()) {
                assertThatThrownBy(() -> client.send(post(server.origin() + "/x"), call()))
                        .isInstanceOf(AuditUnavailableException.class);
                assertThatThrownBy(() -> client.send(get("http://127.0.0.1:1/x"), call()))
                        .isInstanceOf(AuditUnavailableException.class);
            }
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    @Proves("TU-52")
    void theIntentStandsBeforeTheFirstByteAndNamesNoQuery() {
        GateFixture fixture = new GateFixture();
        int[] rowsAtArrival = new int[1];
        RawServer.Script looks =
                visitor -> {
                    visitor.readRequest();
                    rowsAtArrival[0] = fixture.crossings.rows.size();
                    visitor.say(RawServer.ok("{}"));
                };
        try (RawServer server = RawServer.start(looks);
                GuardedClient client = fixture.own(server.origin()).client()) {
            client.send(
                    HttpRequest.get(
                            Url.under(URI.create(server.origin() + "/a")).query("q", "private"),
                            "reading"),
                    call());
            assertThat(rowsAtArrival[0]).isEqualTo(1);
            AuditRow intent = fixture.crossings.rows.getFirst();
            assertThat(intent.entry().target()).contains("GET " + server.origin() + "/a");
            assertThat(intent.entry().connection()).contains("work");
            assertThat(intent.entry().ref()).containsEntry("session", "test-1");
            AuditRow outcome = fixture.crossings.rows.getLast();
            assertThat(outcome.parent()).hasValue(1);
            assertThat(outcome.entry().reason()).contains("status 200");
        }
    }

    @Test
    void manyThreadsShareAClientAndEachGetsItsOwnAnswer()
            throws InterruptedException, ExecutionException {
        RawServer.Script echoes =
                visitor -> {
                    while (visitor.readRequest()) {
                        visitor.say(
                                RawServer.ok("\"" + visitor.lastRequest().split(" ")[1] + "\""));
                    }
                };
        try (RawServer server = RawServer.start(echoes);
                GuardedClient client = new GateFixture().own(server.origin()).client();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> calls =
                    IntStream.range(0, 200)
                            .<Callable<Boolean>>mapToObj(
                                    number ->
                                            () ->
                                                    client.send(
                                                                    get(
                                                                            server.origin()
                                                                                    + "/"
                                                                                    + number),
                                                                    call())
                                                            .text()
                                                            .equals(
                                                                    dev.stile.api.taint.Tainted.of(
                                                                            "\"/" + number + "\"",
                                                                            call().label())))
                            .toList();
            for (Future<Boolean> each : threads.invokeAll(calls)) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    @Test
    void aRequestMayBeMorePatientThanTheGateOrLess() {
        try (RawServer server = RawServer.start(RawServer.Visitor::fallSilent);
                GuardedClient client = new GateFixture().own(server.origin()).client()) {
            HttpRequest base = get(server.origin() + "/x");
            HttpRequest hasty =
                    new HttpRequest(
                            base.method(),
                            base.url(),
                            base.effect(),
                            base.operation(),
                            base.headers(),
                            base.body(),
                            base.ifNoneMatch(),
                            Optional.of(Duration.ofMillis(50)),
                            base.resource());
            long began = System.nanoTime();
            assertThatThrownBy(() -> client.send(hasty, call()))
                    .isInstanceOf(dev.stile.api.error.ConnectorException.Timeout.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(45));
        }
    }
}
