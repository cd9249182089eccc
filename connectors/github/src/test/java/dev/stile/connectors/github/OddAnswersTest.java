package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.Tri;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.github.HostingSimulator;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.traffic.On;
import dev.stile.simulator.wire.Headers;
import dev.stile.simulator.wire.Request;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Answers that are late, cut, wrong, limited or from elsewhere. */
final class OddAnswersTest {
    private Scene scene;
    private GitHost host;
    private Path folder;

    @BeforeEach
    void begin(@TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER) Path given)
            throws Exception {
        folder = given;
        scene = new Scene(given.resolve("host"));
        host = scene.host();
    }

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    @Test
    @Proves("GH-29")
    void aWebPageWithStatus200IsMalformed() {
        scene.fault(On.any(), new FaultAction.WrongType());

        assertThatThrownBy(() -> host.getPRStatus(scene.pr(), call()))
                .isInstanceOf(ConnectorException.Malformed.class);
        assertThatThrownBy(() -> host.getDefaultBranch(scene.repo(), call()))
                .isInstanceOf(ConnectorException.Malformed.class);
    }

    @Test
    @Proves("GH-9")
    void anAddressOfAnotherOriginIsMalformed() {
        scene.rewrite(
                Scene.graphQl(),
                answer ->
                        answer.replace(
                                "\"" + scene.simulator.webUrl() + "/acme/web/pull/",
                                "\"https://else.example/acme/web/pull/"));

        assertThatThrownBy(() -> host.getPRStatus(scene.pr(), call()))
                .isInstanceOf(ConnectorException.Malformed.class);
    }

    @Test
    @Proves("GH-29")
    void errorsOfTheQueryAreTheErrorsThatTheyMean() {
        assertThatThrownBy(() -> host.getPRStatus(new PrRef(scene.repo(), 4711), call()))
                .isInstanceOf(ConnectorException.NotFound.class);

        scene.fault(Scene.graphQl().nth(1), refused("FORBIDDEN"));
        scene.fault(Scene.graphQl().nth(2), refused("RATE_LIMITED"));
        scene.fault(Scene.graphQl().nth(3), refused("SOMETHING_NEW"));

        assertThatThrownBy(() -> host.getPRStatus(scene.pr(), call()))
                .isInstanceOf(ConnectorException.Permission.class);
        assertThatThrownBy(() -> host.getPRStatus(scene.pr(), call()))
                .isInstanceOf(ConnectorException.RateLimited.class);
        assertThatThrownBy(() -> host.getPRStatus(scene.pr(), call()))
                .isInstanceOf(ConnectorException.Malformed.class);
    }

    private static FaultAction refused(String type) {
        return Scene.answer(
                200, "{\"data\":null,\"errors\":[{\"type\":\"" + type + "\",\"message\":\"no\"}]}");
    }

    @Test
    @Proves("GH-54")
    void whatIsMissingInAPartialAnswerIsUnknownAndNotEmpty() {
        scene.pull.review(scene.bob, Review.State.APPROVED);
        scene.web.checkRun(
                scene.pull.headSha(), "build", scene.simulator.host().app("ci"), "success");
        scene.rewrite(
                Scene.graphQl(),
                answer ->
                        answer.substring(0, answer.lastIndexOf('}'))
                                + ",\"errors\":["
                                + "{\"message\":\"x\",\"path\":[\"repository\",\"pullRequest\","
                                + "\"reviews\",\"nodes\",0,\"author\"]},"
                                + "{\"message\":\"x\",\"path\":[\"repository\",\"pullRequest\","
                                + "\"commits\",\"nodes\",0,\"commit\",\"statusCheckRollup\"]},"
                                + "{\"message\":\"x\",\"path\":[\"repository\",\"pullRequest\","
                                + "\"mergeable\"]},"
                                + "{\"message\":\"x\",\"path\":[\"repository\",\"pullRequest\","
                                + "\"viewerCanMergeAsAdmin\"]}]}");

        PrFacts facts = host.detectPrEvents(scene.pr(), call()).facts();

        assertThat(facts.reviews().complete()).isFalse();
        assertThat(facts.reviews().approved()).isFalse();
        assertThat(facts.status().checksState()).isEqualTo(ChecksState.UNKNOWN);
        assertThat(facts.status().checks().complete()).isFalse();
        assertThat(facts.status().mergeState()).isEqualTo(MergeState.UNKNOWN);
        assertThat(facts.status().canBypass()).isEqualTo(Tri.UNKNOWN);
        assertThat(facts.comments().complete()).isFalse();
    }

    @Test
    @Proves("GH-54")
    void aLimitIsKnownByItsSigns() {
        Instant reset = Instant.now().plus(Duration.ofMinutes(20));
        Headers usedUp =
                Headers.none()
                        .with("X-RateLimit-Remaining", "0")
                        .with("X-RateLimit-Reset", Long.toString(reset.getEpochSecond()));
        scene.fault(
                Scene.graphQl().nth(1),
                new FaultAction.Status(403, usedUp, "application/json", "{\"message\":\"x\"}"));
        scene.fault(
                Scene.graphQl().nth(2),
                Scene.answer(403, "{\"message\":\"You have exceeded a secondary rate limit.\"}"));
        scene.fault(Scene.graphQl().nth(3), Scene.answer(403, "{\"message\":\"Forbidden\"}"));

        assertThatThrownBy(() -> host.getPRStatus(scene.pr(), call()))
                .isInstanceOfSatisfying(
                        ConnectorException.RateLimited.class,
                        limited -> {
                            assertThat(limited.secondary()).isFalse();
                            assertThat(limited.until())
                                    .isBetween(reset.minusSeconds(60), reset.plusSeconds(60));
                        });
        Instant before = Instant.now();
        assertThatThrownBy(() -> host.getPRStatus(scene.pr(), call()))
                .isInstanceOfSatisfying(
                        ConnectorException.RateLimited.class,
                        limited -> {
                            assertThat(limited.secondary()).isTrue();
                            assertThat(limited.until()).isAfterOrEqualTo(before.plusSeconds(60));
                        });
        assertThatThrownBy(() -> host.getPRStatus(scene.pr(), call()))
                .isInstanceOf(ConnectorException.Permission.class);
    }

    @Test
    @Proves("GH-54")
    void aSecondaryLimitWithoutATimeIsWaitedForTwiceAsLongEachTime() {
        String said = "{\"message\":\"You have exceeded a secondary rate limit.\"}";
        scene.fault(Scene.graphQl().nth(1), Scene.answer(403, said));
        scene.fault(Scene.graphQl().nth(2), Scene.answer(200, said));
        scene.fault(Scene.graphQl().nth(4), Scene.answer(403, said));

        assertThat(secondaryWait()).isEqualTo(Duration.ofSeconds(60));
        assertThat(secondaryWait()).isEqualTo(Duration.ofSeconds(120));
        host.getPRStatus(scene.pr(), call());
        assertThat(secondaryWait()).isEqualTo(Duration.ofSeconds(60));
    }

    private Duration secondaryWait() {
        try {
            host.getPRStatus(scene.pr(), call());
            throw new AssertionError("a limit was due");
        } catch (ConnectorException.RateLimited limited) {
            assertThat(limited.secondary()).isTrue();
            return ((Retry.AfterDelay) limited.retry()).delay();
        }
    }

    @Test
    @Proves("GH-17")
    void aListThatShiftsIsReadAgain() {
        for (int number = 0; number < 130; number++) {
            scene.pull.talk().comment(scene.bob, "comment " + number);
        }
        scene.simulator
                .disturbances()
                .rewriteRequest(
                        Scene.graphQl().holding("\"after\"").once(), OddAnswersTest::firstPage);
        PRComments once = host.getPRComments(scene.pr(), call());

        scene.simulator
                .disturbances()
                .rewriteRequest(Scene.graphQl().holding("\"after\""), OddAnswersTest::firstPage);
        PRComments always = host.getPRComments(scene.pr(), call());

        assertThat(once.complete()).isTrue();
        assertThat(once.items()).hasSize(130);
        assertThat(always.complete()).isFalse();
    }

    /** The same request for the first page. */
    private static Request firstPage(Request request) {
        String body =
                new String(request.body(), StandardCharsets.UTF_8)
                        .replaceFirst("\"after\":\"[^\"]*\",?", "");
        Headers headers =
                request.headers()
                        .without("Content-Length")
                        .with(
                                "Content-Length",
                                Integer.toString(body.getBytes(StandardCharsets.UTF_8).length));
        return new Request(
                request.method(),
                request.path(),
                request.query(),
                headers,
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPageThatFailsLeavesTheListIncomplete() {
        for (int number = 0; number < 130; number++) {
            scene.pull.talk().comment(scene.bob, "comment " + number);
        }
        scene.fault(Scene.graphQl().holding("$after"), Scene.answer(200, "{\"data\":{}}"));

        assertThat(host.getPRComments(scene.pr(), call()))
                .satisfies(
                        comments -> {
                            assertThat(comments.complete()).isFalse();
                            assertThat(comments.items()).hasSize(100);
                        });
    }

    @Test
    @Proves("GH-90")
    void aLimitBetweenPagesConcludesNothing() {
        for (int number = 0; number < 130; number++) {
            scene.pull.talk().comment(scene.bob, "comment " + number);
        }
        scene.fault(Scene.graphQl().holding("$after"), refused("RATE_LIMITED"));

        assertThatThrownBy(() -> host.getPRComments(scene.pr(), call()))
                .isInstanceOf(ConnectorException.RateLimited.class);
    }

    @Test
    @Proves("GH-64")
    void aHeadThatMovesBetweenPagesIsReadAgain() {
        for (int number = 0; number < 130; number++) {
            scene.pull.talk().comment(scene.bob, "comment " + number);
        }
        scene.simulator
                .disturbances()
                .before(
                        Scene.graphQl().holding("$after").once(),
                        () -> scene.web.commit(scene.ada, "topic", "More", Map.of("b", "b\n")));

        PRStatus status = host.getPRStatus(scene.pr(), call());

        assertThat(status.headSha()).isEqualTo(scene.head());
    }

    @Test
    @Proves("GH-64")
    void aHeadThatNeverStandsStillIsUnavailable() {
        scene.rewrite(
                Scene.graphQl(),
                answer ->
                        answer.replaceFirst(
                                "\"headRefOid\":\"[0-9a-f]{40}\"",
                                "\"headRefOid\":\"" + "d".repeat(40) + "\""));

        assertThatThrownBy(() -> host.getPRStatus(scene.pr(), call()))
                .isInstanceOf(ConnectorException.Unavailable.class);
        assertThat(scene.requests().stream().filter(line -> line.endsWith("/graphql"))).hasSize(4);
    }

    @Test
    @Proves("GH-6")
    void aRedirectToAnotherOriginCarriesNothingThere() throws Exception {
        try (HostingSimulator elsewhere = HostingSimulator.start(folder.resolve("else"))) {
            scene.fault(
                    On.any(),
                    new FaultAction.Redirect(307, elsewhere.webUrl() + "/api/v3/repos/acme/web"));

            assertThatThrownBy(() -> host.getDefaultBranch(scene.repo(), call()))
                    .isInstanceOf(StileException.class);
            assertThat(elsewhere.log().requests()).isEmpty();
        }
    }

    @Test
    void aTokenThatIsNotKnownIsAuth() {
        scene.simulator.host().revoke(scene.token);

        assertThatThrownBy(() -> host.getPRStatus(scene.pr(), call()))
                .isInstanceOf(ConnectorException.Auth.class);
        assertThat(host.healthCheck(call()).healthy()).isFalse();
    }
}
