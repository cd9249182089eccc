package dev.stile.testkit.hosting;

import static dev.stile.testkit.hosting.HostScene.key;
import static dev.stile.testkit.hosting.HostScene.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Internal;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.HealthStatus;
import dev.stile.api.hosting.InitResult;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.PrProbe;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.value.Sha;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How an adapter begins and ends, and what the wrapper makes of its failures. */
final class LifeCases {
    private static final int ALL = 1_000;

    /** What only the cause of an error says. */
    private static final String ODD = "something odd";

    private final HostScene scene;

    LifeCases(HostScene scene) {
        this.scene = scene;
    }

    void validSettingsSucceedWithoutNetwork() {
        List<Sent> sent =
                scene.during(
                        () -> {
                            InitResult result = start(scene.fixture().validSettings());
                            assertThat(result.success()).as(result.message()).isTrue();
                        });
        assertThat(sent).isEmpty();
    }

    void invalidSettingsReturnFailureNamingKey() {
        Map<String, Map<String, String>> invalid = scene.fixture().invalidSettings();
        assertThat(invalid).isNotEmpty();
        List<Sent> sent =
                scene.during(
                        () ->
                                invalid.forEach(
                                        (key, settings) -> {
                                            InitResult result = start(settings);
                                            assertThat(result.success()).as(key).isFalse();
                                            assertThat(result.message()).contains(key);
                                            Optional.ofNullable(settings.get(key))
                                                    .filter(value -> value.length() > 3)
                                                    .ifPresent(
                                                            value ->
                                                                    assertThat(result.message())
                                                                            .doesNotContain(value));
                                        }));
        assertThat(sent).isEmpty();
    }

    void unknownKeyNamesNearest() {
        Map<String, String> settings = new LinkedHashMap<>(scene.fixture().validSettings());
        settings.put("page_capp", "7");
        InitResult result = start(settings);

        assertThat(result.success()).isFalse();
        assertThat(result.message()).contains("page_capp").contains("page_cap");
        assertThat(result.message().replace("page_capp", "")).contains("page_cap");
    }

    private InitResult start(Map<String, String> settings) {
        return scene.opened(settings).initialize(scene.services());
    }

    void throwingAdapterIsAFailedResult() {
        HeardHost broken =
                scene.hearing(
                        new FailingHost(
                                false, () -> new IllegalStateException(scene.fixture().canary())));
        InitResult result = broken.initialize(scene.services());
        assertThat(result.success()).isFalse();
        assertThat(result.message()).isNotBlank().doesNotContain(scene.fixture().canary());
        notReady(() -> broken.getPRStatus(new PrRef(scene.repo(), 1), scene.call()));
    }

    void shutdownTwiceAndThrowingIsSilent() {
        HeardHost never = scene.opened(scene.fixture().validSettings());
        never.shutdown();
        never.shutdown();
        whatRunsIsCancelled();
        scene.host().shutdown();
        scene.host().shutdown();

        HeardHost broken =
                scene.hearing(new FailingHost(true, () -> new IllegalStateException("at the end")));
        assertThat(broken.initialize(scene.services()).success()).isTrue();
        broken.shutdown();
        broken.shutdown();
    }

    private void whatRunsIsCancelled() {
        PrRef pr = scene.pr();
        CountDownLatch asking = new CountDownLatch(1);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        scene.races().before(HostRequest.READ_PR, asking::countDown);
        scene.traffic().disturb(HostRequest.READ_PR, ALL, new Disturbance.Hang());
        Thread.startVirtualThread(() -> end.complete(catchThrowable(() -> scene.status(pr))));
        assertThat(asking)
                .satisfies(latch -> assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue());
        scene.host().shutdown();
        assertThat(end)
                .succeedsWithin(Duration.ofSeconds(60))
                .satisfies(failed -> notReady(() -> throwIt(failed)));
        scene.traffic().calm();
    }

    private static void throwIt(Throwable failed) throws Throwable {
        throw failed;
    }

    void callsOutsideReadyStateFailTyped() {
        PrRef pr = scene.pr();
        HeardHost never = scene.opened(scene.fixture().validSettings());
        List<Sent> sent =
                scene.during(
                        () -> {
                            everyMethod(never, pr).forEach(LifeCases::notReady);
                            assertThat(never.healthCheck(scene.call()).healthy()).isFalse();
                            scene.host().shutdown();
                            everyMethod(scene.host(), pr).forEach(LifeCases::notReady);
                            besideThem(scene.host(), pr).forEach(LifeCases::notReady);
                            assertThat(scene.host().healthCheck(scene.call()).healthy()).isFalse();
                        });
        assertThat(sent).isEmpty();
        assertThat(scene.services().intents()).isEmpty();
        assertThat(scene.host().initialize(scene.services()).success()).isTrue();
        assertThat(scene.status(pr).pr()).isEqualTo(pr);
    }

    private static void notReady(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        refused -> assertThat(refused.headline()).contains("hosting.not_ready"));
    }

    void healthReportsIdentityAndBudget() {
        List<Sent> sent =
                scene.during(
                        () -> {
                            HealthStatus health = scene.host().healthCheck(scene.call());
                            assertThat(health.healthy()).as(health.message()).isTrue();
                            assertThat(health.details())
                                    .containsEntry("identity", scene.control().login(Account.SELF))
                                    .containsKeys("remaining", "limit");
                            assertThat(Integer.parseInt(health.details().get("remaining")))
                                    .isPositive();
                        });
        assertThat(sent).hasSizeBetween(1, 2);
    }

    void healthFailureIsAValueInTime() {
        for (Disturbance wrong :
                List.of(
                        new Disturbance.Status(503),
                        new Disturbance.Status(401),
                        new Disturbance.Html(),
                        new Disturbance.LostBefore())) {
            scene.traffic().disturb(HostRequest.READ_SELF, ALL, wrong);
            HealthStatus health = scene.host().healthCheck(scene.call());
            assertThat(health.healthy()).as("%s", wrong).isFalse();
            assertThat(health.message()).isNotBlank();
            scene.traffic().calm();
        }
        scene.traffic().disturb(HostRequest.READ_SELF, ALL, new Disturbance.Hang());
        HealthStatus slow = scene.host().healthCheck(scene.call(Duration.ofSeconds(1)));
        assertThat(slow.healthy()).isFalse();
        scene.traffic().calm();
        assertThat(scene.host().healthCheck(scene.call()).healthy()).isTrue();
    }

    void unexpectedExceptionBecomesInternalWithCause() {
        PrRef pr = scene.pr();
        IllegalStateException cause = new IllegalStateException(ODD);
        scene.races()
                .before(
                        HostRequest.READ_PR,
                        () -> {
                            throw cause;
                        });
        assertThatThrownBy(() -> scene.status(pr))
                .isInstanceOfSatisfying(
                        Internal.class,
                        internal -> {
                            assertThat(internal).hasRootCause(cause);
                            assertThat(internal.headline()).doesNotContain(ODD);
                        });
        assertThat(scene.services().told().getLast().outcome()).isEqualTo("internal");
    }

    void typedErrorPassesUnchanged() {
        PrRef pr = scene.pr();
        ConnectorException typed = new ConnectorException.Permission("not this", List.of("scope"));
        scene.races()
                .before(
                        HostRequest.READ_PR,
                        () -> {
                            throw typed;
                        });
        assertThatThrownBy(() -> scene.status(pr)).isSameAs(typed);
        assertThat(scene.services().told().getLast().outcome()).isEqualTo(typed.code());
    }

    void hangingRequestEndsAtDeadlineAndCancels() {
        PrRef pr = scene.pr();
        scene.traffic().disturb(HostRequest.READ_PR, ALL, new Disturbance.Hang());
        assertThatThrownBy(() -> scene.host().getPRStatus(pr, scene.call(Duration.ofSeconds(1))))
                .isInstanceOf(Timeout.class);
        assertThat(scene.host().getDefaultBranch(scene.repo(), scene.call()))
                .isEqualTo(scene.base());
        scene.traffic().calm();
        assertThat(scene.status(pr).pr()).isEqualTo(pr);
    }

    void malformedAnswersAreMalformed() {
        PrRef pr = scene.pr();
        for (Disturbance wrong :
                List.of(
                        new Disturbance.Html(),
                        new Disturbance.Text(200, "{\"data\":"),
                        new Disturbance.Text(200, "{}"),
                        new Disturbance.Text(200, "[]"),
                        new Disturbance.Text(200, ""),
                        new Disturbance.Cut())) {
            scene.traffic().disturb(HostRequest.READ_PR, ALL, wrong);
            assertThatThrownBy(() -> scene.status(pr))
                    .as("%s", wrong)
                    .isInstanceOf(Malformed.class);
            scene.traffic().calm();
        }
        scene.traffic().disturb(HostRequest.READ_REPOSITORY, ALL, new Disturbance.Html());
        assertThatThrownBy(() -> scene.host().getDefaultBranch(scene.repo(), scene.call()))
                .isInstanceOf(Malformed.class);
    }

    private List<ThrowingCallable> besideThem(HeardHost host, PrRef pr) {
        return host.offers(PrProbe.class)
                ? List.of(() -> host.beside(more -> more.probe(List.of(pr), scene.call())))
                : List.of();
    }

    private List<ThrowingCallable> everyMethod(HeardHost host, PrRef pr) {
        Sha head = scene.baseTip();
        return List.of(
                () -> host.createPR(scene.options(scene.branch()), scene.call()),
                () -> host.updatePR(pr, PRUpdates.none(), scene.call()),
                () ->
                        host.mergePR(
                                pr, MergeStrategy.MERGE, MergeGuard.of(head, key()), scene.call()),
                () -> host.closePR(pr, Expect.nothing(), scene.call()),
                () -> host.getPRStatus(pr, scene.call()),
                () -> host.getReviewStatus(pr, scene.call()),
                () -> host.getPRComments(pr, scene.call()),
                () -> host.detectPrEvents(pr, scene.call()),
                () -> host.commentOnPR(pr, text("A"), Optional.empty(), key(), scene.call()),
                () -> host.dismissApprovals(pr, text("A"), Expect.nothing(), scene.call()),
                () -> host.getBranchProtection(scene.repo(), scene.base(), scene.call()),
                () -> host.getDefaultBranch(scene.repo(), scene.call()),
                () ->
                        host.getAuthenticatedRemoteUrl(
                                scene.fixture().webUrl().toString(), scene.call()));
    }
}
