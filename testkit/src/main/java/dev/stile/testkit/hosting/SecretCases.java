package dev.stile.testkit.hosting;

import static dev.stile.testkit.hosting.HostScene.key;
import static dev.stile.testkit.hosting.HostScene.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.value.BranchName;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        GitHost host = scene.fixture().open(scene.fixture().validSettings(), scene::watched);
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

    /** Every method, well and badly, and everything that comes of it. */
    void canaryScanNoSecretInAnyOutput() {
        BranchName branch = scene.branch();
        PrRef pr = scene.pr(branch);
        CommentId thread = scene.pulls().inline(pr, Account.BEN, branch + ".txt", 1, "why?");
        scene.approve(pr);
        List<String> out = new ArrayList<>();
        everyMethod(pr, thread, out);
        String secret = scene.fixture().canary();
        for (Disturbance wrong :
                List.of(
                        new Disturbance.Text(500, "{\"message\":\"" + secret + "\"}"),
                        new Disturbance.Text(403, "{\"message\":\"token " + secret + "\"}"),
                        new Disturbance.Text(422, "{\"message\":\"" + secret + "\"}"),
                        new Disturbance.Text(401, secret),
                        new Disturbance.Text(200, "<p>" + secret))) {
            for (HostRequest what : HostRequest.values()) {
                scene.traffic().disturb(what, 100, wrong);
            }
            everyMethod(pr, thread, out);
            scene.traffic().calm();
        }
        out.add(scene.services().intents().toString());
        out.add(scene.services().told().toString());
        out.add(scene.fixture().writtenDown());
        Canary canary = new Canary(secret);
        assertThat(out)
                .hasSizeGreaterThan(60)
                .allSatisfy(text -> assertThat(canary.in(text)).isEmpty());
        assertThat(scene.traffic().sent())
                .allSatisfy(
                        sent ->
                                assertThat(canary.in(sent.path() + " " + sent.body()))
                                        .as("what was sent beside headers")
                                        .isEmpty());
    }

    private void everyMethod(PrRef pr, CommentId thread, List<String> out) {
        GitHost host = scene.host();
        BranchName another = scene.branch();
        String remote = scene.fixture().webUrl() + "/" + scene.repo().path();
        said(out, () -> host.healthCheck(scene.call()));
        said(out, () -> host.createPR(scene.options(another), scene.call()));
        said(out, () -> host.updatePR(pr, PRUpdates.none(), scene.call()));
        said(out, () -> host.getPRStatus(pr, scene.call()));
        said(out, () -> host.getReviewStatus(pr, scene.call()));
        said(out, () -> host.getPRComments(pr, scene.call()));
        said(out, () -> host.detectPrEvents(pr, scene.call()));
        said(
                out,
                () ->
                        host.commentOnPR(
                                pr, text("Because"), Optional.of(thread), key(), scene.call()));
        said(out, () -> host.dismissApprovals(pr, text("so"), Expect.nothing(), scene.call()));
        said(out, () -> host.getBranchProtection(scene.repo(), scene.base(), scene.call()));
        said(out, () -> host.getDefaultBranch(scene.repo(), scene.call()));
        said(out, () -> host.getAuthenticatedRemoteUrl(remote, scene.call()));
        said(out, () -> host.closePR(scene.pr(), Expect.nothing(), scene.call()));
        said(out, () -> scene.merge(pr));
    }

    private static void said(List<String> out, Supplier<?> call) {
        try {
            out.add(String.valueOf(call.get()));
        } catch (StileException failed) {
            out.add(told(failed));
        }
    }

    /** All that an error can say to anybody, causes included. */
    private static String told(Throwable failed) {
        StringBuilder text = new StringBuilder();
        for (Throwable at = failed; at != null; at = at.getCause()) {
            text.append(at).append('\n');
            if (at instanceof StileException stile) {
                text.append(stile.details()).append('\n');
            }
        }
        return text.toString();
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
