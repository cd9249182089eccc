package dev.stile.hosting.proof;

import static dev.stile.testkit.facts.Samples.sha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.value.Sha;
import dev.stile.hosting.proof.Proof.Verdict;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What landed, on real repositories. */
final class MergeProofTest {
    private static final String MOVED = "1\n2\n3\n4\n5\n6\n7\nmoved\n";

    @TempDir Path folder;
    private Workshop shop;
    private Sha oldBase;
    private Sha head;

    @BeforeEach
    void aBranchOfTwoCommits() {
        shop = new Workshop(folder);
        oldBase = shop.head();
        shop.branch("topic").commit("text", "one\n2\n3\n4\n5\n6\n7\n8\n");
        head = shop.commit("more", "more\n");
        shop.on("main");
    }

    @Test
    @Proves("GH-85")
    void eachStrategyThatLandedTheHeadIsProven() {
        for (MergeStrategy strategy : MergeStrategy.values()) {
            reset();
            Proof proof = prove(land(strategy), Optional.of(strategy), Optional.empty());

            assertThat(proof)
                    .as(strategy.name())
                    .isEqualTo(new Proof(Verdict.MERGED_AS_REVIEWED, false, ""));
            assertThat(proof.isAlarm()).isFalse();
        }
    }

    @Test
    @Proves("GH-85")
    void theTreeThatTheChecksRanOnIsTested() {
        for (MergeStrategy strategy : MergeStrategy.values()) {
            reset();
            Sha landed = land(strategy);

            assertThat(prove(landed, Optional.of(strategy), Optional.of(shop.tree(landed))))
                    .as(strategy.name())
                    .isEqualTo(new Proof(Verdict.TESTED, false, ""));
        }
    }

    @Test
    @Proves("GH-85")
    void aBaseThatMovedIsMergedAsReviewedAndNotTested() {
        Sha testMerge = shop.branch("test").merge(head);
        for (MergeStrategy strategy : MergeStrategy.values()) {
            reset();
            shop.commit("text", MOVED);
            Sha landed = land(strategy);
            shop.commit("later", "later\n");

            assertThat(prove(landed, Optional.of(strategy), Optional.of(shop.tree(testMerge))))
                    .as(strategy.name())
                    .isEqualTo(new Proof(Verdict.MERGED_AS_REVIEWED, false, ""));
        }
    }

    @Test
    @Proves("GH-85")
    void withoutAWordOnTheStrategyEachIsProvenAllTheSame() {
        for (MergeStrategy strategy : MergeStrategy.values()) {
            reset();
            shop.commit("text", MOVED);

            assertThat(prove(land(strategy), Optional.empty(), Optional.empty()).verdict())
                    .as(strategy.name())
                    .isEqualTo(Verdict.MERGED_AS_REVIEWED);
        }
    }

    @Test
    @Proves("GH-85")
    void aFastForwardIsProven() {
        shop.git("merge", "--quiet", "--ff-only", head.text());

        assertThat(prove(head, Optional.of(MergeStrategy.REBASE), Optional.empty()).verdict())
                .isEqualTo(Verdict.MERGED_AS_REVIEWED);
        assertThat(prove(head, Optional.empty(), Optional.of(shop.tree(head))).verdict())
                .isEqualTo(Verdict.TESTED);
    }

    @Test
    @Proves("GH-85")
    void aTamperedTreeIsAMismatchAndAnAlarm() {
        for (MergeStrategy strategy :
                new MergeStrategy[] {MergeStrategy.MERGE, MergeStrategy.SQUASH}) {
            reset();
            land(strategy);
            shop.write("extra", "slipped in\n");
            Proof proof = prove(shop.amend(), Optional.of(strategy), Optional.empty());

            assertThat(proof)
                    .as(strategy.name())
                    .isEqualTo(new Proof(Verdict.MISMATCH, false, "tree"));
            assertThat(proof.isAlarm()).isTrue();
        }
    }

    @Test
    @Proves("GH-86")
    void aTamperedRebaseIsNotProven() {
        land(MergeStrategy.REBASE);
        shop.write("extra", "slipped in\n");
        Sha landed = shop.amend();

        assertThat(prove(landed, Optional.of(MergeStrategy.REBASE), Optional.empty()))
                .isEqualTo(new Proof(Verdict.UNPROVEN, false, "rebase"));
        assertThat(prove(landed, Optional.empty(), Optional.empty()))
                .isEqualTo(new Proof(Verdict.UNPROVEN, false, "rebase"));
    }

    @Test
    @Proves("GH-85")
    void anotherHeadIsAMismatch() {
        Sha other = shop.on("topic").commit("late", "late\n");
        shop.on("main");

        assertThat(prove(shop.merge(other), Optional.of(MergeStrategy.MERGE), Optional.empty()))
                .isEqualTo(new Proof(Verdict.MISMATCH, false, "parents"));
        reset();
        assertThat(prove(shop.squash(other), Optional.of(MergeStrategy.SQUASH), Optional.empty()))
                .isEqualTo(new Proof(Verdict.MISMATCH, false, "tree"));
    }

    @Test
    @Proves("GH-85")
    void aBaseThatLostItsOldTipIsAnAlarm() {
        oldBase = shop.commit("lost", "lost\n");
        shop.git("reset", "--quiet", "--hard", "HEAD~1");
        Proof proof = prove(shop.merge(head), Optional.of(MergeStrategy.MERGE), Optional.empty());

        assertThat(proof.verdict()).isEqualTo(Verdict.MERGED_AS_REVIEWED);
        assertThat(proof.rewound()).isTrue();
        assertThat(proof.isAlarm()).isTrue();
    }

    @Test
    @Proves("GH-85")
    void whatIsNotInTheBaseDidNotLand() {
        shop.branch("aside");
        Sha landed = shop.merge(head);
        shop.on("main");

        assertThat(prove(landed, Optional.of(MergeStrategy.MERGE), Optional.empty()))
                .isEqualTo(new Proof(Verdict.MISMATCH, false, "not_in_base"));
    }

    @Test
    @Proves("GH-85")
    void aMergeThatGitFindsInConflictIsNotProven() {
        shop.commit("text", "uno\n2\n3\n4\n5\n6\n7\n8\n");
        shop.write("text", "both\n2\n3\n4\n5\n6\n7\n8\n");
        shop.write("more", "more\n");
        Sha landed = shop.commit("settled by hand");

        assertThat(prove(landed, Optional.of(MergeStrategy.SQUASH), Optional.empty()))
                .isEqualTo(new Proof(Verdict.UNPROVEN, false, "conflict"));
    }

    @Test
    @Proves("GH-85")
    void aMissingCommitIsNotProven() {
        assertThat(prove(sha('d'), Optional.empty(), Optional.empty()))
                .isEqualTo(new Proof(Verdict.UNPROVEN, false, "missing"));
    }

    @Test
    void theEnvironmentOfTheCallerDoesNotReachGit() {
        Sha landed = land(MergeStrategy.SQUASH);
        GitRepository git =
                new GitRepository(
                        folder.resolve(".git"),
                        Map.of(
                                "PATH", System.getenv("PATH"),
                                "GIT_DIR", "/nowhere",
                                "GIT_OBJECT_DIRECTORY", "/nowhere"),
                        Deadline.after(Duration.ofSeconds(60)));

        assertThat(git.tree(landed)).contains(shop.tree(landed));
    }

    @Test
    void withoutTimeNothingIsProven() {
        Sha landed = land(MergeStrategy.SQUASH);
        GitRepository late =
                new GitRepository(
                        folder.resolve(".git"), System.getenv(), Deadline.after(Duration.ZERO));

        assertThat(
                        new MergeProof(late)
                                .of(
                                        new Landing(
                                                landed,
                                                head,
                                                oldBase,
                                                landed,
                                                Optional.empty(),
                                                Optional.empty()))
                                .verdict())
                .isEqualTo(Verdict.UNPROVEN);
    }

    private void reset() {
        shop.on("main").git("reset", "--quiet", "--hard", oldBase.text());
    }

    private Sha land(MergeStrategy strategy) {
        return switch (strategy) {
            case MERGE -> shop.merge(head);
            case SQUASH -> shop.squash(head);
            case REBASE -> {
                // On another base, or the replayed commits would be the old ones.
                shop.commit("first", "first\n");
                yield shop.replay(head);
            }
        };
    }

    private Proof prove(Sha landed, Optional<MergeStrategy> strategy, Optional<Sha> checked) {
        return new MergeProof(shop.repository())
                .of(new Landing(landed, head, oldBase, shop.head(), strategy, checked));
    }
}
