package dev.stile.testkit.hosting;

import static dev.stile.testkit.hosting.Given.HEAD;
import static dev.stile.testkit.hosting.Given.call;
import static dev.stile.testkit.hosting.Given.open;
import static dev.stile.testkit.hosting.Given.sha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeResult.Merged;
import dev.stile.api.hosting.MergeResult.Refused;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.MergeSteps;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.Tri;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.value.BranchName;
import dev.stile.testkit.Proves;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The way of a merge, on a host that a test plays. */
final class MergeStepsTest {
    private final Played host = new Played();
    private final FakeHostServices services = new FakeHostServices(List.of(), "secret");
    private MergeGuard guard = MergeGuard.of(HEAD, new IdempotencyKey("k"));
    private MergeStrategy strategy = MergeStrategy.SQUASH;

    /** Reads as they come, the last one again and again; one answer to the request. */
    private static final class Played implements MergeSteps.Host {
        private final Deque<Supplier<Given.Status>> reads = new ArrayDeque<>();
        private Supplier<MergeSteps.Answer> answer =
                () -> {
                    throw new AssertionError("no request was due");
                };
        private Tri queueRequired = Tri.NO;
        private int requests;
        private int queued;

        Played reads(Given.Status status) {
            reads.add(() -> status);
            return this;
        }

        Played failsToRead(Supplier<? extends StileException> why) {
            reads.add(
                    () -> {
                        throw why.get();
                    });
            return this;
        }

        void answers(Supplier<MergeSteps.Answer> given) {
            answer = given;
        }

        @Override
        public MergeSteps.Seen read(CallContext call) {
            Supplier<Given.Status> next = reads.size() > 1 ? reads.removeFirst() : reads.getFirst();
            return new MergeSteps.Seen(
                    next.get().build(),
                    Set.of(MergeStrategy.SQUASH, MergeStrategy.MERGE),
                    queueRequired);
        }

        @Override
        public MergeSteps.Answer send(MergeSteps.Seen before, boolean intoQueue, CallContext call) {
            requests++;
            queued += intoQueue ? 1 : 0;
            return answer.get();
        }
    }

    @Test
    @Proves("GH-23")
    void itIsMergedWhenAReadShowsTheExpectedHeadIn() {
        host.reads(open()).reads(open()).reads(open().merged(HEAD));
        host.answers(MergeSteps.Answer.Accepted::new);

        assertThat(run())
                .isInstanceOfSatisfying(
                        Merged.class,
                        merged -> {
                            assertThat(merged.landed()).isEqualTo(sha('c'));
                            assertThat(merged.alreadyMerged()).isFalse();
                            assertThat(merged.strategy()).contains(MergeStrategy.SQUASH);
                        });
        assertThat(host.requests).isEqualTo(1);
    }

    @Test
    @Proves("GH-23")
    void aSuccessThatNoReadConfirmsStaysOpen() {
        host.reads(open());
        host.answers(MergeSteps.Answer.Accepted::new);

        assertThat(run()).isInstanceOf(MergeResult.Unsettled.class);
        assertThat(waited()).isEqualTo(Duration.ofSeconds(10));
    }

    static Stream<Given.Status> refusedWithoutRequest() {
        return Stream.of(
                open().closed(),
                open().merged(sha('d')),
                open().asDraft(),
                open().on(sha('d')),
                open().but(MergeState.BLOCKED),
                open().but(MergeState.CONFLICTING),
                open().but(MergeState.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("refusedWithoutRequest")
    @Proves("GH-20")
    void whatStandsAgainstItIsFoundBeforeAnyRequest(Given.Status status) {
        host.reads(status);

        assertThat(run()).isInstanceOf(Refused.class);
        assertThat(host.requests).isZero();
    }

    @Test
    @Proves("GH-20")
    void aStrategyABaseAndAQueueThatAreNotMeantAreRefusedBefore() {
        host.reads(open());
        strategy = MergeStrategy.REBASE;
        assertThat(reason()).isEqualTo(MergeFailureReason.METHOD_NOT_ALLOWED);

        strategy = MergeStrategy.SQUASH;
        guard = guard(Optional.of(new BranchName("release")), MergeGuard.Queue.NEVER);
        assertThat(reason()).isEqualTo(MergeFailureReason.BASE_CHANGED);

        guard = guard(Optional.empty(), MergeGuard.Queue.NEVER);
        host.queueRequired = Tri.YES;
        assertThat(reason()).isEqualTo(MergeFailureReason.QUEUE_REQUIRED);
        assertThat(host.requests).isZero();
    }

    @Test
    void whatIsInAlreadyIsReportedAndNotRepeated() {
        host.reads(open().merged(HEAD));

        assertThat(run())
                .isInstanceOfSatisfying(
                        Merged.class, merged -> assertThat(merged.alreadyMerged()).isTrue());
        assertThat(host.requests).isZero();
    }

    @Test
    @Proves("GH-21")
    void afterARefusalTheFactsDecideInTheirOrder() {
        host.answers(() -> denied(MergeFailureReason.BLOCKED));

        assertThat(afterRefusal(open().merged(HEAD))).isNull();
        assertThat(afterRefusal(open().merged(sha('d'))))
                .isEqualTo(MergeFailureReason.MERGED_OTHER_HEAD);
        assertThat(afterRefusal(open().closed())).isEqualTo(MergeFailureReason.CLOSED);
        assertThat(afterRefusal(open().on(sha('d')).asDraft()))
                .isEqualTo(MergeFailureReason.HEAD_CHANGED);
        assertThat(afterRefusal(open().asDraft().but(MergeState.CONFLICTING)))
                .isEqualTo(MergeFailureReason.DRAFT);
        assertThat(afterRefusal(open().but(MergeState.CONFLICTING).over(sha('d'))))
                .isEqualTo(MergeFailureReason.CONFLICT);
        assertThat(afterRefusal(open().over(sha('d')).but(MergeState.UNKNOWN)))
                .isEqualTo(MergeFailureReason.BASE_CHANGED);
        assertThat(afterRefusal(open().but(MergeState.UNKNOWN)))
                .isEqualTo(MergeFailureReason.NOT_COMPUTED);
        assertThat(afterRefusal(open().but(MergeState.BLOCKED)))
                .isEqualTo(MergeFailureReason.BLOCKED);
    }

    @Test
    @Proves("GH-21")
    void onlyIfTheFactsAreSilentDoesTheAnswerDecide() {
        host.answers(() -> denied(MergeFailureReason.TRANSIENT));

        assertThat(afterRefusal(open())).isEqualTo(MergeFailureReason.TRANSIENT);
    }

    @Test
    @Proves("GH-21")
    void aFailureBeforeTheRequestIsARefusalThatMayPass() {
        host.failsToRead(() -> new Unavailable("down"));
        assertThat(reason()).isEqualTo(MergeFailureReason.TRANSIENT);

        host.reads.clear();
        host.failsToRead(() -> new RateLimited(Given.NOON, Duration.ofMinutes(5), false));
        assertThat(run())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(MergeFailureReason.RATE_LIMITED);
                            assertThat(refused.retryAt()).contains(Given.NOON);
                        });
    }

    @Test
    void lackingCredentialsAndAMissingPullRequestAreErrors() {
        host.failsToRead(() -> new ConnectorException.Auth("no"));
        assertThatThrownBy(this::run).isInstanceOf(ConnectorException.Auth.class);
    }

    @Test
    @Proves("GH-22")
    void aLostAnswerIsMergedIfAReadShowsIt() {
        host.reads(open()).failsToRead(() -> new Unavailable("down")).reads(open());
        host.reads(open().merged(HEAD));
        host.answers(MergeStepsTest::lost);

        assertThat(run()).isInstanceOf(Merged.class);
        assertThat(host.requests).isEqualTo(1);
    }

    @Test
    @Proves("GH-22")
    void aLostAnswerDidNothingIfItIsOpenOnThreeReadsOverTenSeconds() {
        host.reads(open());
        host.answers(MergeStepsTest::lost);

        assertThat(run())
                .isInstanceOfSatisfying(
                        MergeResult.Refused.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(MergeFailureReason.TRANSIENT);
                            assertThat(refused.mayLand()).isTrue();
                        });
        assertThat(waited()).isEqualTo(Duration.ofSeconds(10));
        assertThat(host.requests).isEqualTo(1);
    }

    /** Something of ours that fails for a reason that no host knows of. */
    private static final class Locked extends StileException {
        private static final long serialVersionUID = 1L;

        Locked() {
            super("locked", "the database is locked", new Retry.No(), List.of());
        }
    }

    @Test
    @Proves({"GH-21", "GH-22"})
    void whatFailsOfOursIsNothingBeforeTheRequestAndALostAnswerInIt() {
        host.failsToRead(Locked::new);

        assertThat(run())
                .isInstanceOfSatisfying(
                        MergeResult.Refused.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(MergeFailureReason.TRANSIENT);
                            assertThat(refused.mayLand()).isFalse();
                        });
        assertThat(host.requests).isZero();

        host.reads.clear();
        host.reads(open()).reads(open().merged(HEAD));
        host.answers(
                () -> {
                    throw new Locked();
                });

        assertThat(run()).isInstanceOf(Merged.class);
    }

    @Test
    @Proves("GH-22")
    void aLostAnswerThatCannotBeReadStaysOpen() {
        host.reads(open()).failsToRead(() -> new Unavailable("down"));
        host.answers(MergeStepsTest::lost);

        assertThat(run()).isInstanceOf(MergeResult.Unsettled.class);
        assertThat(host.requests).isEqualTo(1);
    }

    @Test
    @Proves("GH-22")
    void aLostAnswerToWhatIsMergedAsNoKnownCommitStaysOpen() {
        host.reads(open()).reads(open().mergedUnseen());
        host.answers(MergeStepsTest::lost);

        assertThat(run()).isInstanceOf(MergeResult.Unsettled.class);
        assertThat(host.requests).isEqualTo(1);
    }

    @Test
    @Proves("GH-22")
    void aCommitThatShowsUpAfterTheMergeSettlesALostAnswer() {
        host.reads(open());
        for (int read = 0; read < 3; read++) {
            host.reads(open().mergedUnseen());
        }
        host.reads(open().merged(HEAD));
        host.answers(MergeStepsTest::lost);

        assertThat(run()).isInstanceOf(Merged.class);
    }

    @Test
    void aQueueIsEnteredWhereItMustBeAndMayBe() {
        guard = guard(Optional.empty(), MergeGuard.Queue.IF_REQUIRED);
        host.queueRequired = Tri.YES;
        host.reads(open()).reads(open().queuedAs("entry"));
        host.answers(MergeSteps.Answer.Accepted::new);

        assertThat(run())
                .isInstanceOfSatisfying(
                        MergeResult.Queued.class,
                        queued -> assertThat(queued.entryId().text()).isEqualTo("entry"));
        assertThat(host.queued).isEqualTo(1);
        assertThat(run()).isInstanceOf(MergeResult.Queued.class);
        assertThat(host.requests).isEqualTo(1);
    }

    /** Somebody pushed in the same moment: what waits is not what was to be merged. */
    @Test
    @Proves("GH-23")
    void anotherHeadInTheQueueIsNotTheOneThatWasPutThere() {
        guard = guard(Optional.empty(), MergeGuard.Queue.IF_REQUIRED);
        host.queueRequired = Tri.YES;
        host.reads(open()).reads(open().on(sha('d')).queuedAs("entry"));
        host.answers(MergeSteps.Answer.Accepted::new);

        assertThat(run()).isInstanceOf(MergeResult.Unsettled.class);
    }

    @Test
    void reasonsOfTheHostAreTold() {
        host.reads(open().but(MergeState.BLOCKED));

        assertThat(run())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.blockReasons())
                                        .containsExactly(BlockReason.REVIEWS_MISSING));
    }

    private static MergeSteps.Answer lost() {
        throw new OutcomeUnknown("merging", "the connection broke");
    }

    private static MergeSteps.Answer denied(MergeFailureReason silent) {
        return new MergeSteps.Answer.Denied(Refused.because(silent, "no"));
    }

    private static MergeGuard guard(Optional<BranchName> base, MergeGuard.Queue queue) {
        return new MergeGuard(
                HEAD,
                Optional.empty(),
                base,
                queue,
                Optional.empty(),
                Optional.empty(),
                new IdempotencyKey("k"));
    }

    /** The reason, or null if it is merged. */
    private MergeFailureReason afterRefusal(Given.Status then) {
        host.reads.clear();
        host.reads(open()).reads(then);
        return run() instanceof Refused refused ? refused.reason() : null;
    }

    private MergeFailureReason reason() {
        return ((Refused) run()).reason();
    }

    private MergeResult run() {
        return new MergeSteps(host, strategy, guard, services, TestClock.at("2026-03-01T12:00:00Z"))
                .run(call());
    }

    private Duration waited() {
        return services.pauses().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
