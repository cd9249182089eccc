package dev.stile.testkit.hosting;

import static dev.stile.testkit.hosting.HostScene.key;
import static dev.stile.testkit.hosting.HostScene.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.OpenPrs;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.value.BranchName;
import dev.stile.testkit.suite.JsonBytes;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Where the credential goes, and where it does not. */
final class SecretCases {
    private final HostScene scene;

    SecretCases(HostScene scene) {
        this.scene = scene;
    }

    void allowedOriginGetsCredentials() {
        String remote = scene.fixture().webUrl() + "/" + scene.repo().path() + ".git";
        List<Sent> sent =
                scene.during(
                        () -> {
                            SecureValue value = remoteOf(remote);
                            URI shown = URI.create(inside(value));
                            assertThat(value.toString()).doesNotContain(scene.fixture().canary());
                            assertThat(shown.getUserInfo()).contains(scene.fixture().canary());
                            assertThat(withoutUser(shown)).isEqualTo(remote);
                        });
        assertThat(sent).isEmpty();
        String shouted = remote.replace("http://", "HTTP://").replace("https://", "HTTPS://");
        assertThat(inside(remoteOf(shouted))).contains("@");
    }

    void foreignRefusedSshUntouched() {
        URI web = scene.fixture().webUrl();
        int port = web.getPort() < 0 ? 443 : web.getPort();
        String host = web.getHost();
        String path = "/" + scene.repo().path() + ".git";
        for (String foreign :
                List.of(
                        "https://elsewhere.example" + path,
                        web.getScheme() + "://" + host + ":" + (port == 9 ? 10 : 9) + path,
                        web.getScheme() + "://" + host + ".elsewhere.example" + path,
                        web.getScheme() + "://elsewhere.example/" + host + path,
                        web + "@elsewhere.example" + path,
                        web + "\\@elsewhere.example" + path,
                        web + path + "?x=1",
                        web + path + "#x",
                        web + "/%2e%2e" + path,
                        web + "/../x" + path,
                        web + path + "\n")) {
            assertThatThrownBy(() -> remoteOf(foreign))
                    .as(foreign)
                    .isInstanceOfSatisfying(
                            Invalid.class,
                            refused ->
                                    assertThat(refused.headline())
                                            .contains("hosting.remote_host_refused"));
        }
        for (String untouched :
                List.of(
                        "ssh://git@" + host + path,
                        "git@" + host + ":" + scene.repo().path() + ".git",
                        "/srv/git" + path,
                        "ssh://git@elsewhere.example" + path)) {
            assertThat(inside(remoteOf(untouched))).isEqualTo(untouched);
        }
    }

    void existingUserinfoReplacedAndEncoded() {
        URI web = scene.fixture().webUrl();
        String path = "/" + scene.repo().path() + ".git";
        String plain = web + path;
        String named = plain.replace("://", "://somebody:pass%40word@");
        assertThat(inside(remoteOf(named)))
                .isEqualTo(inside(remoteOf(plain)))
                .doesNotContain("somebody")
                .doesNotContain("word");
        String odd = "a b/c@d:e%f?g#h+\u00fc";
        FakeHostServices services = new FakeHostServices(List.of(web), odd);
        HeardHost host = scene.opened(scene.fixture().validSettings());
        assertThat(host.initialize(services).success()).isTrue();
        URI shown = URI.create(inside(host.getAuthenticatedRemoteUrl(plain, scene.call())));
        assertThat(shown.getRawUserInfo()).matches("[A-Za-z0-9._~-]+:[A-Za-z0-9._~%-]+");
        assertThat(shown.getUserInfo()).endsWith(":" + odd);
        assertThat(withoutUser(shown)).isEqualTo(plain);
    }

    void redirectNeverCarriesCredentials() throws Exception {
        PrRef pr = scene.pr();
        try (Elsewhere elsewhere = scene.fixture().elsewhere()) {
            for (HostRequest what : List.of(HostRequest.READ_PR, HostRequest.READ_REPOSITORY)) {
                scene.traffic()
                        .disturb(what, 100, new Disturbance.Redirect(elsewhere.address() + "/x"));
            }
            assertThatThrownBy(() -> scene.status(pr)).isInstanceOf(StileException.class);
            assertThatThrownBy(() -> scene.host().getDefaultBranch(scene.repo(), scene.call()))
                    .isInstanceOf(StileException.class);
            scene.traffic()
                    .disturb(
                            HostRequest.COMMENT,
                            1,
                            new Disturbance.Redirect(elsewhere.address() + "/y"));
            assertThatThrownBy(
                            () ->
                                    scene.host()
                                            .commentOnPR(
                                                    pr,
                                                    text("A word"),
                                                    Optional.empty(),
                                                    key(),
                                                    scene.call()))
                    .isInstanceOf(StileException.class);
            assertThat(elsewhere.heard()).isEmpty();
        }
    }

    /**
     * Every method, well and badly, with a host that says the secret back wherever it can. What
     * came of it is looked through as after each case.
     */
    void canaryScanNoSecretInAnyOutput() {
        BranchName branch = scene.branch();
        PrRef pr = scene.pr(branch);
        CommentId thread = scene.pulls().inline(pr, Account.BEN, branch + ".txt", 1, "why?");
        scene.approve(pr);
        assertThat(everyMethod(pr, thread)).as("methods that answer").isGreaterThan(10);
        String secret = scene.fixture().canary();
        long answered = 0;
        String json = JsonBytes.text(Json.object().put("message", "token " + secret).build());
        for (Disturbance wrong :
                List.of(
                        new Disturbance.Text(500, json),
                        new Disturbance.Text(403, json),
                        new Disturbance.Text(422, json),
                        new Disturbance.Text(401, secret),
                        new Disturbance.Text(200, "<p>" + secret),
                        new Disturbance.Text(200, json),
                        new Disturbance.Text(200, secret),
                        new Disturbance.Echo(403),
                        new Disturbance.Echo(404),
                        new Disturbance.Echo(429),
                        new Disturbance.Echo(422))) {
            for (HostRequest what : HostRequest.values()) {
                scene.traffic().disturb(what, 100, wrong);
            }
            answered += everyMethod(pr, thread);
            scene.traffic().calm();
        }
        assertThat(scene.heard()).hasSizeGreaterThan(150);
        assertThat(answered).as("answers beside errors").isPositive();
    }

    /** How many of them answer. */
    private long everyMethod(PrRef pr, CommentId thread) {
        HeardHost host = scene.host();
        BranchName another = scene.branch();
        String remote = scene.fixture().webUrl() + "/" + scene.repo().path();
        List<Supplier<?>> calls =
                List.of(
                        () -> host.healthCheck(scene.call()),
                        () -> host.createPR(scene.options(another), scene.call()),
                        () -> host.updatePR(pr, PRUpdates.none(), scene.call()),
                        () -> host.getPRStatus(pr, scene.call()),
                        () -> host.getReviewStatus(pr, scene.call()),
                        () -> host.getPRComments(pr, scene.call()),
                        () -> host.detectPrEvents(pr, scene.call()),
                        () ->
                                host.commentOnPR(
                                        pr,
                                        text("Because"),
                                        Optional.of(thread),
                                        key(),
                                        scene.call()),
                        () -> host.dismissApprovals(pr, text("so"), Expect.nothing(), scene.call()),
                        () -> host.getBranchProtection(scene.repo(), scene.base(), scene.call()),
                        () -> host.getDefaultBranch(scene.repo(), scene.call()),
                        () -> host.getAuthenticatedRemoteUrl(remote, scene.call()),
                        () -> host.beside(more -> more.probe(List.of(pr), scene.call())),
                        () ->
                                host.beside(
                                        more ->
                                                more.openPrs(
                                                        scene.repo(),
                                                        new OpenPrs.Filter(
                                                                Optional.empty(),
                                                                List.of(),
                                                                Optional.empty()),
                                                        scene.call())),
                        () -> host.beside(more -> more.settle(pr, thread, true, scene.call())),
                        () ->
                                host.beside(
                                        more ->
                                                more.askForReview(
                                                        pr,
                                                        List.of(
                                                                scene.control()
                                                                        .login(Account.CLEO)),
                                                        scene.call())),
                        () -> host.beside(more -> more.checkTexts(pr, "b", 100, scene.call())),
                        () -> host.closePR(scene.pr(), Expect.nothing(), scene.call()),
                        () -> scene.merge(pr));
        return calls.stream().filter(SecretCases::answers).count();
    }

    /** What it says is kept, whatever it is. */
    private static boolean answers(Supplier<?> call) {
        try {
            return call.get() != null;
        } catch (StileException failed) {
            return false;
        }
    }

    private SecureValue remoteOf(String remote) {
        return scene.host().getAuthenticatedRemoteUrl(remote, scene.call());
    }

    private static String inside(SecureValue value) {
        return value.lend(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static String withoutUser(URI address) {
        return address.toString().replace(address.getRawUserInfo() + "@", "");
    }
}
