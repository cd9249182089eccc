package dev.stile.simulator.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.github.access.RateLimits;
import dev.stile.simulator.hosting.AccessToken;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Timing;
import dev.stile.simulator.hosting.traffic.On;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.wire.Request;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Limits, validators, pages, moves, faults and races. */
final class WireTest {
    private static final String PULL = "/repos/acme/web/pulls/1";
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir private Path folder;
    private Stage stage;

    @BeforeEach
    void start() throws IOException {
        stage = new Stage(folder);
        stage.simulator.clock().freeze(NOON);
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
    }

    private static Json.Obj merge(String sha) {
        return Json.object().put("sha", sha).build();
    }

    @Test
    @Proves("GH-97")
    void aCopyThatIsStillGoodCostsNothing() throws Exception {
        HostClient.Got first = stage.client.get(PULL);
        String left = first.header("x-ratelimit-remaining");
        HostClient.Got again = stage.client.get(PULL, "If-None-Match", first.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("x-ratelimit-remaining")).isEqualTo(left);
        stage.pull.label("new");
        assertThat(stage.client.get(PULL, "If-None-Match", first.header("ETag")).status())
                .isEqualTo(200);
        try (HostClient mona = new HostClient(stage.simulator, stage.simulator.token(stage.mona))) {
            assertThat(mona.get(PULL, "If-None-Match", first.header("ETag")).status())
                    .as("a validator is one identity's own")
                    .isEqualTo(200);
        }
    }

    @Test
    @Proves("GH-97")
    void thePrimaryLimitEndsAtItsReset() throws Exception {
        stage.simulator.limits().leave("hubot", RateLimits.Resource.CORE, 1);
        assertThat(stage.client.get(PULL).status()).isEqualTo(200);
        HostClient.Got got = stage.client.get(PULL);
        assertThat(got.status()).isEqualTo(403);
        assertThat(got.message()).startsWith("API rate limit exceeded");
        assertThat(got.header("x-ratelimit-remaining")).isEqualTo("0");
        Instant reset = Instant.ofEpochSecond(Long.parseLong(got.header("x-ratelimit-reset")));
        assertThat(stage.client.get("/rate_limit").status()).isEqualTo(200);
        stage.simulator.clock().freeze(reset);
        assertThat(stage.client.get(PULL).status()).isEqualTo(200);
    }

    @Test
    @Proves("GH-97")
    void theSecondaryLimitAndTheOneOfQueriesHaveTheirOwnSigns() throws Exception {
        stage.simulator
                .limits()
                .refuse(new RateLimits.Secondary(429, Optional.of(Duration.ofSeconds(90))), 1);
        HostClient.Got got = stage.client.get(PULL);
        assertThat(got.status()).isEqualTo(429);
        assertThat(got.header("retry-after")).isEqualTo("90");
        assertThat(got.message()).contains("secondary rate limit");
        assertThat(got.header("x-ratelimit-remaining")).isNotEqualTo("0");
        stage.simulator.limits().leave("hubot", RateLimits.Resource.GRAPHQL, 0);
        HostClient.Got query = stage.client.query("{ viewer { login } }");
        assertThat(query.status()).isEqualTo(200);
        assertThat(((Json.Obj) query.object().items("errors").getFirst()).text("type"))
                .hasValue("RATE_LIMITED");
    }

    @Test
    @Proves("GH-97")
    void listsComeInPagesOfAHundredAtMostAndLag() throws Exception {
        for (int i = 0; i < 101; i++) {
            stage.pull.talk().comment(stage.hubot, "c" + i);
        }
        HostClient.Got page = stage.client.get("/repos/acme/web/issues/1/comments?per_page=500");
        assertThat(((Json.Arr) page.json()).items()).hasSize(100);
        assertThat(page.header("Link")).contains("page=2>; rel=\"next\"");
        HostClient.Got last =
                stage.client.get("/repos/acme/web/issues/1/comments?per_page=100&page=2");
        assertThat(((Json.Arr) last.json()).items()).hasSize(1);
        assertThat(last.header("Link")).doesNotContain("next");

        stage.simulator.host().timing(new Timing(0, Duration.ZERO, 1));
        stage.web.commit(stage.mona, "late", "Late", Map.of("l.txt", "l\n"));
        stage.web.open(stage.mona, "late", "main", "Late");
        String late = "/repos/acme/web/pulls?head=acme:late";
        assertThat(((Json.Arr) stage.client.get(late).json()).items()).isEmpty();
        assertThat(((Json.Arr) stage.client.get(late).json()).items()).hasSize(1);
    }

    @Test
    @Proves("GH-97")
    void allTimesAreTheClocksOwn() throws Exception {
        stage.pull.label("now");
        HostClient.Got got = stage.client.get(PULL);
        assertThat(got.object().text("updated_at")).hasValue("2026-05-01T12:00:00Z");
        assertThat(got.header("Date")).isEqualTo("Fri, 01 May 2026 12:00:00 GMT");
    }

    @Test
    void aRenamedRepositoryLeadsOnWithinTheOrigin() throws Exception {
        stage.web.rename("site");
        HostClient.Got got = stage.client.get(PULL + "?x=y");
        assertThat(got.status()).isEqualTo(301);
        String place = got.header("Location");
        assertThat(place).startsWith(stage.simulator.webUrl() + "/api/v3/repositories/");
        HostClient.Got followed =
                stage.client.send(
                        "GET", place.substring(stage.simulator.webUrl().toString().length()), "");
        assertThat(followed.object().object("base").object("repo").text("full_name"))
                .hasValue("acme/site");
        assertThat(
                        stage.client
                                .query(
                                        "{ repository(owner: \"acme\", name: \"web\") {"
                                                + " nameWithOwner } }")
                                .text())
                .contains("acme/site");
    }

    @Test
    void badCredentialsAndMissingManners() throws Exception {
        try (HostClient wrong = new HostClient(stage.simulator, "ghp_wrong")) {
            assertThat(wrong.get(PULL).status()).isEqualTo(401);
            assertThat(wrong.query("{ viewer { login } }").status()).isEqualTo(401);
        }
        stage.simulator
                .host()
                .put(
                        new AccessToken(
                                "ghp_short",
                                stage.mona,
                                AccessToken.Kind.CLASSIC,
                                Set.of("repo"),
                                Optional.of(NOON.plusSeconds(60))));
        try (HostClient brief = new HostClient(stage.simulator, "ghp_short")) {
            assertThat(brief.get("/user").object().text("login")).hasValue("mona");
            stage.simulator.clock().advance(Duration.ofMinutes(1));
            assertThat(brief.get("/user").status()).isEqualTo(401);
        }
        assertThat(stage.client.get(PULL, "X-GitHub-Api-Version", "1999-01-01").status())
                .isEqualTo(400);
        assertThat(stage.client.get(PULL, "User-Agent", "").status()).isEqualTo(403);
    }

    @Test
    @Proves("GH-98")
    void anAnswerIsLostBeforeOrAfterTheEffect() throws Exception {
        On merging = On.request("PUT", "/api/v3/repos/acme/web/pulls/1/merge");
        String id =
                stage.simulator.disturbances().fault(merging.once(), new FaultAction.Reset(false));
        String sha = stage.pull.headSha();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> stage.client.put(PULL + "/merge", merge(sha)));
        assertThat(stage.pull.isOpen()).isTrue();
        stage.simulator.disturbances().remove(id);
        stage.simulator.disturbances().fault(merging.once(), new FaultAction.Reset(true));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> stage.client.put(PULL + "/merge", merge(sha)));
        assertThat(stage.pull.state()).isEqualTo(PullRequest.State.MERGED);
        assertThat(stage.simulator.log().requests(merging))
                .extracting(each -> each.status() + " " + each.actor())
                .containsOnly("0 hubot");
    }

    @Test
    @Proves("GH-98")
    void somebodyPushesJustBeforeAMergeTakesEffect() throws Exception {
        String seen = stage.pull.headSha();
        stage.simulator
                .disturbances()
                .before(
                        On.request("PUT", "**/merge").once(),
                        () ->
                                stage.web.commit(
                                        stage.mona, "topic", "Race", Map.of("r.txt", "r\n")));
        assertThat(stage.client.put(PULL + "/merge", merge(seen)).status()).isEqualTo(409);
        assertThat(stage.pull.headSha()).isNotEqualTo(seen);
    }

    @Test
    @Proves("GH-98")
    void somebodyCommentsJustAfterAReadAndAnotherReadIsOld() throws Exception {
        String comments = "/repos/acme/web/issues/1/comments";
        stage.simulator
                .disturbances()
                .after(
                        On.request("GET", "**/comments").once(),
                        () -> stage.pull.talk().comment(stage.mona, "Later"));
        assertThat(stage.client.get(comments).text()).isEqualTo("[]");
        stage.simulator
                .disturbances()
                .fault(On.request("GET", "**/comments").once(), new FaultAction.StaleRead());
        assertThat(stage.client.get(comments).text()).isEqualTo("[]");
        assertThat(stage.client.get(comments).text()).contains("Later");
    }

    @Test
    @Proves("GH-98")
    void aPageComesTwiceAndARequestIsEchoed() throws Exception {
        for (int i = 0; i < 3; i++) {
            stage.pull.talk().comment(stage.hubot, "c" + i);
        }
        stage.simulator
                .disturbances()
                .rewriteRequest(
                        On.request("GET", "**/comments"),
                        sent ->
                                new Request(
                                        sent.method(),
                                        sent.path(),
                                        sent.query()
                                                .map(query -> query.replace("page=2", "page=1")),
                                        sent.headers(),
                                        sent.body()));
        assertThat(stage.client.get("/repos/acme/web/issues/1/comments?per_page=2&page=2").text())
                .contains("c0");
        stage.simulator
                .disturbances()
                .rewriteResponse(
                        On.request("GET", "/api/v3/user"),
                        (sent, answer) ->
                                answer.with("X-Echo", sent.headers().first("Accept").orElse("")));
        assertThat(stage.client.get("/user", "Accept", "a/b").header("X-Echo")).isEqualTo("a/b");
    }

    @Test
    @Proves("GH-98")
    void aFaultIsMeantForOneQueryAmongMany() throws Exception {
        stage.simulator
                .disturbances()
                .fault(
                        On.request("POST", "/api/graphql").holding("rateLimit"),
                        new FaultAction.WrongType());
        assertThat(stage.client.query("{ viewer { login } }").status()).isEqualTo(200);
        assertThat(stage.client.query("{ rateLimit { cost } }").header("Content-Type"))
                .isEqualTo("text/html");
        assertThat(stage.simulator.log().count(On.any().holding("viewer"))).isEqualTo(1);
        assertThat(stage.simulator.log().requests().toString()).doesNotContain(stage.token);
    }
}
