package dev.stile.testkit.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HealthStatus;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.value.Sha;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A host that ends while calls of it run, which would not end by themselves. */
final class EndedHostTest {
    private static final PrRef PR =
            new PrRef(new RepoRef(new HostId("code.example"), "acme/web"), 1);

    private final FakeHostServices services = new FakeHostServices(List.of(), "secret");
    private final CountDownLatch begun = new CountDownLatch(1);
    private final GitHost host = new FailingHost(true, this::hang);

    /** Until its thread is interrupted. */
    private RuntimeException hang() {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
            return new IllegalStateException("nothing counts down");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Unavailable("interrupted", interrupted);
        }
    }

    private static CallContext call() {
        return new CallContext(
                Deadline.after(Duration.ofMinutes(5)),
                "test",
                Label.outside(Scope.of("work")),
                Progress.SILENT);
    }

    /** What a call ends with that runs when the host ends. */
    private <T> T endedIn(Supplier<T> call) throws Exception {
        assertThat(host.initialize(services).success()).isTrue();
        CompletableFuture<T> end = new CompletableFuture<>();
        Thread thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    T result = call.get();
                                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                                    end.complete(result);
                                });
        try {
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            Thread ending = Thread.ofVirtual().start(host::shutdown);
            T result = end.get(60, TimeUnit.SECONDS);
            // It hangs as well, when it lets go of what it holds.
            ending.interrupt();
            assertThat(ending.join(Duration.ofSeconds(60))).isTrue();
            return result;
        } finally {
            thread.interrupt();
        }
    }

    @Test
    @Proves("GH-33")
    void aReadFailsAsOneAfterTheEnd() throws Exception {
        assertThat(endedIn(() -> catchThrowable(() -> host.getPRStatus(PR, call()))))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("hosting.not_ready")
                .hasCauseInstanceOf(Unavailable.class);
        assertThat(services.told().getLast().outcome()).isEqualTo("unavailable");
        assertThat(catchThrowable(() -> host.getPRStatus(PR, call())))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("hosting.not_ready");
    }

    @Test
    @Proves("GH-33")
    void aWriteMayHaveHappened() throws Exception {
        assertThat(endedIn(() -> catchThrowable(() -> host.closePR(PR, Expect.nothing(), call()))))
                .isInstanceOf(OutcomeUnknown.class);
        assertThat(services.intents())
                .singleElement()
                .matches(each -> each.end().orElseThrow() instanceof FakeHostServices.End.Unknown);
    }

    @Test
    @Proves("GH-33")
    void aMergeIsUnsettled() throws Exception {
        MergeResult result =
                endedIn(
                        () ->
                                host.mergePR(
                                        PR,
                                        MergeStrategy.SQUASH,
                                        MergeGuard.of(
                                                new Sha("a".repeat(40)), new IdempotencyKey("k")),
                                        call()));
        assertThat(result).isInstanceOf(MergeResult.Unsettled.class);
        assertThat(services.intents())
                .singleElement()
                .matches(each -> each.end().orElseThrow() instanceof FakeHostServices.End.Unknown);
    }

    @Test
    @Proves("GH-33")
    void aCheckOfItsHealthSaysSo() throws Exception {
        HealthStatus health = endedIn(() -> host.healthCheck(call()));
        assertThat(health.healthy()).isFalse();
        assertThat(health.message()).contains("hosting.not_ready");
    }

    @Test
    @Proves("GH-33")
    void itMayBeStartedAgain() throws Exception {
        endedIn(() -> catchThrowable(() -> host.getPRStatus(PR, call())));
        assertThat(host.initialize(services).success()).isTrue();
        // Nobody ends it this time: the interrupt is the caller's own, and stays so.
        Thread.currentThread().interrupt();
        assertThat(catchThrowable(() -> host.getPRStatus(PR, call())))
                .isInstanceOf(Unavailable.class)
                .hasMessage("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
