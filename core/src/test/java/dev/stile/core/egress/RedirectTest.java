package dev.stile.core.egress;

import static dev.stile.core.egress.GateFixture.call;
import static dev.stile.core.egress.GateFixture.get;
import static dev.stile.core.egress.GateFixture.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.error.Failure;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

@Proves("TU-8")
final class RedirectTest {
    private static String redirect(int status, String location) {
        return "HTTP/1.1 "
                + status
                + " Elsewhere\r\nLocation: "
                + location
                + "\r\nContent-Length: 0\r\n\r\n";
    }

    /** Redirects {@code /from} and answers everything else. */
    private static RawServer redirecting(int status, String location) {
        return RawServer.start(
                visitor -> {
                    while (visitor.readRequest()) {
                        visitor.say(
                                visitor.lastRequest().contains(" /from ")
                                        ? redirect(status, location)
                                        : RawServer.ok("{}"));
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aReadIsRedirectedWithinItsOriginAndEachHopHasItsRows(int status) {
        try (RawServer server = redirecting(status, "/to?x=1")) {
            GateFixture fixture = new GateFixture().own(server.origin());
            try (GuardedClient client = fixture.client()) {
                assertThat(client.send(get(server.origin() + "/from"), call()).status())
                        .isEqualTo(200);
            }
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().getLast()).startsWith("GET /to?x=1 HTTP/1.1\r\n");
            assertThat(fixture.crossings.story())
                    .containsExactly(
                            "intent egress.read",
                            "outcome egress.read ok",
                            "point egress.redirect",
                            "intent egress.read",
                            "outcome egress.read ok");
        }
    }

    @Test
    @Proves("TU-44")
    void aSecretThatTheServerSaysBackInAPlaceToGoToIsInNoRow() {
        try (RawServer server = redirecting(307, "/said/hunter2-hunter2/back")) {
            GateFixture fixture = new GateFixture().own(server.origin());
            fixture.redactor.register(SecureValue.takeFrom("hunter2-hunter2".toCharArray()));
            try (GuardedClient client = fixture.client()) {
                client.send(get(server.origin() + "/from"), call());
            }
            assertThat(server.requests().getLast()).contains("hunter2-hunter2");
            assertThat(fixture.crossings.rows)
                    .extracting(row -> row.entry().toString())
                    .anyMatch(row -> row.contains("/said/[REDACTED]/back"))
                    .noneMatch(row -> row.contains("hunter2"));
        }
    }

    @ParameterizedTest
    @CsvSource({"307, true", "308, true", "301, false", "302, false", "303, false"})
    void aWriteIsRedirectedOnlyByAStatusThatKeepsItsMethod(int status, boolean followed) {
        try (RawServer server = redirecting(status, "/to");
                GuardedClient client = new GateFixture().own(server.origin()).client()) {
            HttpRequest write = post(server.origin() + "/from");
            if (followed) {
                assertThat(client.send(write, call()).status()).isEqualTo(200);
                assertThat(server.requests().getLast())
                        .startsWith("POST /to HTTP/1.1\r\n")
                        .endsWith("{\"title\":\"x\"}");
            } else {
                assertThatThrownBy(() -> client.send(write, call()))
                        .isInstanceOf(OutcomeUnknown.class);
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void aWriteNeverLeavesItsOriginEvenIfTheOtherOneIsGranted() {
        try (RawServer other = RawServer.answering(RawServer.ok("{}"));
                RawServer server = redirecting(307, other.origin() + "/to");
                GuardedClient client =
                        new GateFixture()
                                .own(server.origin())
                                .grant(other.origin(), true)
                                .client()) {
            Failure denied =
                    catchThrowableOfType(
                            Failure.class,
                            () -> client.send(post(server.origin() + "/from"), call()));
            assertThat(denied.facts()).containsEntry("reason", "redirect_not_allowed");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void aReadIsRedirectedToAGrantedOriginWithoutCredentialsAndHeadersOfTheConnector() {
        try (RawServer other = RawServer.answering(RawServer.ok("{}"));
                RawServer server = redirecting(302, other.origin() + "/to");
                GuardedClient client =
                        new GateFixture()
                                .own(server.origin())
                                .grant(other.origin(), true)
                                .secret(new SecretPlacement.Header("X-Key", ""), Optional.empty())
                                .constantHeader("X-Version", "7")
                                .client()) {
            HttpRequest read = get(server.origin() + "/from").header("Idempotency-Key", "k1");
            assertThat(client.send(read, call()).status()).isEqualTo(200);
            assertThat(server.requests().getFirst())
                    .contains("X-Key: s3cret-t0ken", "Idempotency-Key: k1", "X-Version: 7");
            assertThat(other.requests().getFirst())
                    .contains("Host: 127.0.0.1:" + other.port())
                    .doesNotContain("X-Key", "s3cret", "Idempotency-Key", "X-Version");
        }
    }

    @Test
    @Proves({"TU-2", "TU-17"})
    void aRedirectToAnOriginThatNobodyGrantedIsDeniedRecordedAndSaysHowToGrantIt() {
        try (RawServer other = RawServer.answering(RawServer.ok("{}"));
                RawServer server = redirecting(302, other.origin() + "/to")) {
            GateFixture fixture = new GateFixture().own(server.origin());
            try (GuardedClient client = fixture.client()) {
                Failure denied =
                        catchThrowableOfType(
                                Failure.class,
                                () -> client.send(get(server.origin() + "/from"), call()));
                assertThat(denied.code()).isEqualTo("egress_denied");
                assertThat(denied.facts())
                        .containsEntry("reason", "origin_not_granted")
                        .containsEntry("origin", other.origin());
                assertThat(denied.arguments().get("origin")).containsExactly(other.origin());
            }
            assertThat(other.requests()).isEmpty();
            assertThat(fixture.crossings.story()).endsWith("point egress.denied egress_denied");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://user@127.0.0.1/x, ambiguous_url",
        "//evil.example\\@x/, ambiguous_url",
        "/a/../../b, ambiguous_url",
        "http://2130706433/x, ambiguous_url",
        "ftp://127.0.0.1/x, ambiguous_url",
        "http://169.254.169.254/latest, origin_not_granted",
    })
    void aPlaceThatIsSpelledOddlyIsNotFollowed(String location, String reason) {
        try (RawServer server = redirecting(302, location);
                GuardedClient client = new GateFixture().own(server.origin()).client()) {
            Failure denied =
                    catchThrowableOfType(
                            Failure.class,
                            () -> client.send(get(server.origin() + "/from"), call()));
            assertThat(denied.facts()).containsEntry("reason", reason);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void fiveHopsAreFollowedAndASixthIsNot() {
        RawServer.Script countsDown =
                visitor -> {
                    while (visitor.readRequest()) {
                        String path = visitor.lastRequest().split(" ")[1];
                        int left = Integer.parseInt(path.substring(1));
                        visitor.say(
                                left == 0 ? RawServer.ok("{}") : redirect(302, "/" + (left - 1)));
                    }
                };
        try (RawServer server = RawServer.start(countsDown);
                GuardedClient client = new GateFixture().own(server.origin()).client()) {
            assertThat(client.send(get(server.origin() + "/5"), call()).status()).isEqualTo(200);
            Failure denied =
                    catchThrowableOfType(
                            Failure.class, () -> client.send(get(server.origin() + "/6"), call()));
            assertThat(denied.facts()).containsEntry("reason", "redirect_not_allowed");
        }
    }

    @Test
    void aRedirectWithoutAPlaceIsAnErrorAndNotAnAnswer() {
        try (RawServer server =
                        RawServer.answering("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n");
                GuardedClient client = new GateFixture().own(server.origin()).client()) {
            assertThatThrownBy(() -> client.send(get(server.origin() + "/x"), call()))
                    .isInstanceOf(Failure.class);
        }
    }
}
