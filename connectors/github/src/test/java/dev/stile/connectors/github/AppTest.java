package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HealthStatus;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.UserInput;
import dev.stile.connectors.github.support.AppScene;
import dev.stile.connectors.github.support.Opened;
import dev.stile.connectors.github.support.Scene;
import dev.stile.core.error.Failure;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.traffic.On;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** An installation of an app acts, by tokens that its key is exchanged for. */
@Proves("GH-48")
final class AppTest {
    private static final On TOKENS =
            On.request("POST", "/api/v3/app/installations/*/access_tokens");

    private AppScene app;
    private GitHost host;

    @BeforeEach
    void begin(@TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER) Path folder)
            throws Exception {
        app = new AppScene(folder);
        host = app.host();
    }

    @AfterEach
    void end() throws Exception {
        host.shutdown();
        app.close();
    }

    private boolean isHealthy() {
        return host.healthCheck(call()).healthy();
    }

    @Test
    void itActsAsTheRobotOfTheApp() {
        HealthStatus health = host.healthCheck(call());
        assertThat(health.details()).containsEntry("identity", "stile-app[bot]");

        host.commentOnPR(
                app.scene.pr(),
                UserInput.trusted("Done."),
                Optional.empty(),
                new IdempotencyKey("k-1"),
                call());

        assertThat(app.scene.pull.talk().comments())
                .singleElement()
                .satisfies(said -> assertThat(said.author()).isEqualTo(app.installation.robot()));
        assertThat(host.getPRComments(app.scene.pr(), call()).items())
                .singleElement()
                .matches(PRComment::own);
        app.scene.pull.review(app.scene.bob, Review.State.APPROVED);
        assertThat(
                        host.mergePR(
                                        app.scene.pr(),
                                        MergeStrategy.SQUASH,
                                        MergeGuard.of(app.scene.head(), new IdempotencyKey("k-2")),
                                        call())
                                .success())
                .isTrue();
        assertThat(app.asked()).isOne();
    }

    @Test
    void oneCallerAsksForATokenWhileTheOthersWait() throws Exception {
        app.scene.fault(TOKENS, new FaultAction.Delay(Duration.ofMillis(300), Duration.ZERO));
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> healthy = new ArrayList<>();
            for (int count = 0; count < 8; count++) {
                healthy.add(callers.submit(this::isHealthy));
            }
            for (Future<Boolean> each : healthy) {
                assertThat(each.get()).isTrue();
            }
        }
        assertThat(app.asked()).isOne();
    }

    @Test
    void aTokenIsRenewedBeforeItEnds() {
        assertThat(isHealthy()).isTrue();
        app.pass(Duration.ofMinutes(54));
        assertThat(isHealthy()).isTrue();
        assertThat(app.asked()).isOne();

        app.pass(Duration.ofMinutes(2));
        assertThat(isHealthy()).isTrue();
        assertThat(app.asked()).isEqualTo(2);
    }

    @Test
    void theOldTokenDoesWhileANewOneCannotBeHad() {
        assertThat(isHealthy()).isTrue();
        app.pass(Duration.ofMinutes(56));
        app.scene.fault(TOKENS, Scene.answer(500, "{}"));

        assertThat(isHealthy()).isTrue();

        app.pass(Duration.ofMinutes(4));
        HealthStatus ended = host.healthCheck(call());
        assertThat(ended.healthy()).isFalse();
        assertThat(ended.details()).containsEntry("code", "unavailable");
    }

    @Test
    @Proves("TU-47")
    void aServerThatGivesNoneIsNotAskedAgainForAWhileAndLonger() {
        app.scene.fault(TOKENS, Scene.answer(403, "{\"message\":\"a secondary rate limit\"}"));

        assertThat(host.healthCheck(call()).details()).containsEntry("code", "unavailable");
        long asked = app.asked();
        assertThat(host.healthCheck(call()).details()).containsEntry("code", "unavailable");
        assertThat(app.asked()).isEqualTo(asked);
        app.pass(Duration.ofSeconds(31));
        assertThat(isHealthy()).isFalse();
        long again = app.asked();
        assertThat(again).isGreaterThan(asked);
        app.pass(Duration.ofSeconds(31));
        assertThat(isHealthy()).isFalse();
        assertThat(app.asked()).isEqualTo(again);
        app.scene.simulator.disturbances().clear();
        app.pass(Duration.ofSeconds(31));
        assertThat(isHealthy()).isTrue();
    }

    /** A key that is exchanged is used for nothing else, whoever still holds the old connection. */
    @Test
    void theKeyItselfIsHandedToNobody() {
        Secrets.Wanted ofAnother =
                new Secrets.Wanted("another", "private_key", Optional.empty(), true);

        assertThatThrownBy(
                        () ->
                                app.egress
                                        .credentials()
                                        .resolve(
                                                SecretReference.parse("env:APP_KEY"),
                                                ofAnother,
                                                Deadline.after(Duration.ofSeconds(30))))
                .isInstanceOf(ConnectorException.Unavailable.class)
                .hasMessageContaining("handed to nobody");
    }

    @Test
    void aTokenThatIsTakenBackIsRenewedOnce() {
        assertThat(isHealthy()).isTrue();
        revoke();
        app.pass(Duration.ofMinutes(1));

        assertThat(isHealthy()).isTrue();
        assertThat(app.asked()).isEqualTo(2);

        revoke();
        assertThat(host.healthCheck(call()).details()).containsEntry("code", "auth");
        assertThat(app.asked()).as("it is too new to have ended").isEqualTo(2);
    }

    private void revoke() {
        app.scene.simulator.host().revoke(token());
    }

    private String token() {
        try (SecureValue token =
                app.egress
                        .credentials()
                        .resolve(
                                SecretReference.parse("env:APP_KEY"),
                                new Secrets.Wanted(Opened.CONNECTION, "private_key"),
                                Deadline.after(Duration.ofSeconds(30)))) {
            return token.lend(bytes -> new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /** Git gets what requests carry. */
    @Test
    void whatIsHandedOutIsTheTokenAndInNoText() {
        String token = token();

        assertThat(token).startsWith("ghs_");
        assertThat(app.redactor.clean("it is " + token)).doesNotContain(token);
        assertThat(isHealthy()).isTrue();
        assertThat(app.crossings.rows().toString())
                .contains("/access_tokens")
                .doesNotContain(token)
                .doesNotContain("eyJ");
    }

    @Test
    void aKeyThatTheServerDoesNotTakeCoolsDown() {
        app.keep(AppScene.another());
        assertThatThrownBy(() -> host.getPRStatus(app.scene.pr(), call())).isInstanceOf(Auth.class);
        assertThatThrownBy(() -> host.getPRStatus(app.scene.pr(), call())).isInstanceOf(Auth.class);
        assertThat(app.asked()).isOne();

        app.keep(app.pkcs8());
        app.pass(Duration.ofSeconds(31));

        assertThat(host.getPRStatus(app.scene.pr(), call()).draft()).isFalse();
        assertThat(app.asked()).isEqualTo(2);
    }

    /** The server is as strict as the vendor: a claim of ten minutes at most, not of tomorrow. */
    @ParameterizedTest
    @ValueSource(longs = {-600, 180, 600})
    void aClockThatIsWrongGetsNoToken(long seconds) {
        app.clock.pass(Duration.ofSeconds(seconds));

        assertThat(host.healthCheck(call()).details()).containsEntry("code", "auth");
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 45})
    void aClockThatIsALittleWrongGetsOne(long seconds) {
        app.clock.pass(Duration.ofSeconds(seconds));

        assertThat(isHealthy()).isTrue();
    }

    @Test
    void aKeyIsTakenAsTheVendorGivesItOutAndInOneLine() {
        app.keep(app.pkcs1());
        assertThat(isHealthy()).isTrue();

        app.pass(Duration.ofHours(1));
        app.keep(app.pkcs1().replace("\n", "\\n"));
        assertThat(isHealthy()).isTrue();
        assertThat(app.asked()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----"
            })
    void whatIsNoKeyIsToldWithoutIt(String text) {
        app.keep(text);

        assertThatThrownBy(() -> host.getPRStatus(app.scene.pr(), call()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("private_key")
                .hasMessageNotContaining("AAAA");
        assertThat(app.asked()).isZero();
    }
}
