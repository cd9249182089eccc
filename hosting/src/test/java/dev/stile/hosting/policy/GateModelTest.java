package dev.stile.hosting.policy;

import static dev.stile.testkit.facts.Samples.BASE;
import static dev.stile.testkit.facts.Samples.BOT;
import static dev.stile.testkit.facts.Samples.HEAD;
import static dev.stile.testkit.facts.Samples.NOON;
import static dev.stile.testkit.facts.Samples.OTHER;
import static dev.stile.testkit.facts.Samples.PERSON;
import static dev.stile.testkit.facts.Samples.check;
import static dev.stile.testkit.facts.Samples.sha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.BranchProtection.Protection;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.Visibility;
import dev.stile.testkit.Proves;
import dev.stile.testkit.facts.Said;
import dev.stile.testkit.facts.SampleFacts;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Thousands of made-up snapshots, most of them wrong in one or two places: what is merged obeys
 * every condition, each of which is written here a second time and from the facts alone.
 */
final class GateModelTest {
    private static final int ROUNDS = 8_000;

    @Test
    @Proves({"GH-68", "GH-81", "GH-82"})
    void nothingIsMergedUnlessEveryConditionHoldsAndThenItIs() {
        Random random = new Random(20260301);
        int merged = 0;
        for (int round = 0; round < ROUNDS; round++) {
            PolicySettings settings = settings(random);
            PrFacts facts = facts(random);
            Instant now = NOON.plusSeconds(random.nextInt(10) == 0 ? 61 : 20);
            PrState state = PrState.fresh().withAlarm(random.nextInt(20) == 0);
            if (random.nextInt(10) == 0) {
                state = tired(state, now);
            }
            Policy policy = new Policy(Story.people(), Story.CHANNEL);
            Outcome outcome = policy.decide(state, facts, settings, now);

            boolean merges = outcome.decision() instanceof Decision.Merge;
            boolean may = mayMerge(state, facts, settings, now);
            assertThat(merges)
                    .as("round " + round + ": " + outcome.explanation().json())
                    .isEqualTo(may);
            assertThat(policy.decide(state, facts, settings, now)).isEqualTo(outcome);
            assertThat(PrState.from(outcome.next().json())).isEqualTo(outcome.next());
            merged += merges ? 1 : 0;
        }
        assertThat(merged).isGreaterThan(ROUNDS / 50);
    }

    private static boolean mayMerge(
            PrState state, PrFacts facts, PolicySettings settings, Instant now) {
        PRStatus status = facts.status();
        boolean fresh = Duration.between(status.observedAt(), now).getSeconds() <= 60;
        boolean wanted =
                settings.merge().auto()
                        && status.baseBranch().text().equals("main")
                        && status.labels().isEmpty()
                        && !state.alarmed()
                        && state.merging().attempts() < settings.attemptsMax();
        boolean itself =
                status.state() == PRStatus.State.OPEN
                        && !status.draft()
                        && status.queue().isEmpty()
                        && status.mergeState() == MergeState.MERGEABLE;
        boolean whole =
                facts.comments().complete()
                        && facts.reviews().complete()
                        && status.checks().complete()
                        && status.checks().headSha().equals(HEAD)
                        && facts.reviews().headSha().equals(HEAD);
        boolean blockedByPerson =
                facts.reviews().reviewers().stream()
                        .anyMatch(
                                each ->
                                        each.state() == ReviewerState.CHANGES_REQUESTED
                                                && (each.canWrite() != Tri.NO
                                                        || status.visibility()
                                                                != Visibility.PUBLIC));
        int needed = Math.max(1, facts.reviews().requiredApprovals().orElse(1));
        boolean approved = !blockedByPerson && facts.reviews().approvals() >= needed;
        boolean checked =
                status.checksState() == ChecksState.PASSING
                        && status.checks().missingRequired().isEmpty()
                        && status.checks().checks().stream()
                                .noneMatch(
                                        each ->
                                                each.required() == Tri.YES
                                                        && each.outcome() != Check.Outcome.PASSING);
        boolean rules =
                facts.protection().allowedMethods().contains(MergeStrategy.SQUASH)
                        && (status.canBypass() == Tri.NO
                                || (settings.merge().bypass() == PolicySettings.Bypass.EVALUATE
                                        && facts.protection().complete()
                                        && facts.protection().protection()
                                                != Protection.NOT_VISIBLE));
        return fresh
                && wanted
                && itself
                && whole
                && approved
                && checked
                && rules
                && !anythingToSay(facts);
    }

    /**
     * Comments that a person who may have access made after the approval, or that are open for
     * another.
     */
    private static boolean anythingToSay(PrFacts facts) {
        Instant approved = NOON.minusSeconds(1800);
        return facts.comments().items().stream()
                .anyMatch(
                        each ->
                                !each.own()
                                        && each.canWrite() != Tri.NO
                                        && !each.author().equals(BOT)
                                        && !each.createdAt().at().isBefore(approved));
    }

    private static PrState tired(PrState state, Instant now) {
        PrState.Merging merging = state.merging();
        return state.withMerging(merging.afterAttempt(5, Optional.of(now.minusSeconds(1)), false));
    }

    private static PolicySettings settings(Random random) {
        return Story.with(
                "merge.auto",
                String.valueOf(random.nextInt(12) != 0),
                "merge.identity_may_bypass",
                random.nextInt(3) == 0 ? "refuse" : "evaluate");
    }

    private static PrFacts facts(Random random) {
        SampleFacts facts =
                random.nextInt(12) == 0 ? SampleFacts.unreviewed() : SampleFacts.ready();
        int flaws = random.nextInt(3);
        for (int flaw = 0; flaw < flaws; flaw++) {
            flaw(facts, random);
        }
        return facts.facts();
    }

    private static void flaw(SampleFacts facts, Random random) {
        List<Runnable> flaws =
                List.of(
                        facts::draft,
                        facts::queued,
                        facts::commentsIncomplete,
                        facts::reviewsIncomplete,
                        facts::checksIncomplete,
                        facts::protectionIncomplete,
                        () -> facts.state(any(PRStatus.State.values(), random)),
                        () -> facts.merge(any(MergeState.values(), random)),
                        () -> facts.merge(MergeState.BLOCKED, any(BlockReason.values(), random)),
                        () -> facts.checks(any(ChecksState.values(), random)),
                        () ->
                                facts.checks(
                                        ChecksState.PASSING,
                                        check(
                                                "build",
                                                "1",
                                                any(Check.Outcome.values(), random),
                                                any(Tri.values(), random))),
                        () -> facts.missing("docs"),
                        () -> facts.labels("hold"),
                        () -> facts.base("next", BASE),
                        () -> facts.base("main", sha('d')),
                        () -> facts.checkedHead(sha('c')),
                        () -> facts.reviewedHead(sha('c')),
                        () -> facts.requiredApprovals(random.nextInt(3)),
                        () -> facts.approvedBy(OTHER, NOON.minusSeconds(1800)),
                        () -> facts.staleApproval(PERSON, sha('c'), any(Tri.values(), random)),
                        () ->
                                facts.visible(any(Visibility.values(), random))
                                        .changesRequestedBy(
                                                OTHER,
                                                NOON.minusSeconds(60),
                                                any(Tri.values(), random)),
                        () -> facts.allow(any(MergeStrategy.values(), random)),
                        () -> facts.protection(any(Protection.values(), random)),
                        () -> facts.canBypass(any(Tri.values(), random)),
                        () -> facts.say(said(random)),
                        () -> facts.say(Said.of("c:8", "/approve").by(OTHER)));
        flaws.get(random.nextInt(flaws.size())).run();
    }

    private static Said said(Random random) {
        Said said =
                Said.of("c:" + (10 + random.nextInt(90)), "words")
                        .by(random.nextInt(4) == 0 ? BOT : OTHER)
                        .canWrite(any(Tri.values(), random))
                        .at(NOON.minusSeconds(random.nextInt(3600)));
        return random.nextInt(4) == 0 ? said.own() : said;
    }

    private static <T> T any(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    @Test
    @Proves("GH-78")
    void aCommandOfSomebodyElseNeverMakesAPlan() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            SampleFacts facts =
                    SampleFacts.unreviewed()
                            .headSince(NOON.minusSeconds(3600))
                            .say(
                                    Said.of("c:1", "/approve")
                                            .by(random.nextBoolean() ? OTHER : BOT)
                                            .canWrite(any(Tri.values(), random))
                                            .edited(any(Tri.values(), random))
                                            .at(NOON.minusSeconds(random.nextInt(7200))));
            assertThat(
                            new Policy(Story.people(), Story.CHANNEL)
                                    .decide(PrState.fresh(), facts.facts(), Story.auto(), NOON)
                                    .decision())
                    .isNotInstanceOf(Decision.Merge.class);
        }
    }
}
