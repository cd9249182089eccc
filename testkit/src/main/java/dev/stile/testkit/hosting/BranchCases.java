package dev.stile.testkit.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.BranchProtection.Protection;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.value.BranchName;
import dev.stile.testkit.contract.Seen;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Branches, their rules, and what repositories are called. */
final class BranchCases {
    private final HostScene scene;

    BranchCases(HostScene scene) {
        this.scene = scene;
    }

    void allSourcesJoined() {
        scene.rules().allowed(scene.repo(), Set.of(MergeStrategy.MERGE, MergeStrategy.SQUASH));
        scene.rules()
                .protect(
                        scene.repo(),
                        scene.base(),
                        Rules.plain().approvals(1).checks("build").withDismissStale());
        scene.rules()
                .ruleset(
                        scene.repo(),
                        scene.base(),
                        Rules.plain()
                                .approvals(2)
                                .checks("lint")
                                .withThreads()
                                .withLinearHistory());
        BranchProtection rules = protection(scene.base());

        assertThat(rules.protection()).isEqualTo(Protection.PROTECTED);
        assertThat(rules.complete()).isTrue();
        assertThat(rules.requiredReviews().orElse(0)).isEqualTo(2);
        assertThat(rules.requiredChecks())
                .extracting(check -> Seen.in(check.name()))
                .containsExactlyInAnyOrder("build", "lint");
        assertThat(rules.dismissStale()).isEqualTo(Tri.YES);
        assertThat(rules.threadResolution()).isEqualTo(Tri.YES);
        assertThat(rules.linearHistory()).isEqualTo(Tri.YES);
        assertThat(rules.codeOwners()).isEqualTo(Tri.NO);
        assertThat(rules.allowedMethods())
                .contains(MergeStrategy.SQUASH)
                .doesNotContain(MergeStrategy.REBASE);
        assertThat(rules.sources()).hasSizeGreaterThanOrEqualTo(2);

        scene.rules().unprotect(scene.repo(), scene.base());
        BranchProtection left = protection(scene.base());
        assertThat(left.protection()).isEqualTo(Protection.PROTECTED);
        assertThat(left.dismissStale()).isEqualTo(Tri.NO);
        assertThat(left.requiredReviews().orElse(0)).isEqualTo(2);
    }

    void absentUnprotectedAndInvisibleDiffer() {
        BranchProtection none = protection(scene.base());
        assertThat(none.protection()).isEqualTo(Protection.UNPROTECTED);
        assertThat(none.complete()).isTrue();
        assertThat(none.requiredChecks()).isEmpty();
        assertThatThrownBy(() -> protection(new BranchName("not-there")))
                .isInstanceOf(ConnectorException.NotFound.class);

        scene.rules().protect(scene.repo(), scene.base(), Rules.plain().approvals(1));
        assertThat(protection(scene.base()).protection()).isEqualTo(Protection.PROTECTED);
        scene.rules().rulesVisible(scene.repo(), false);
        BranchProtection hidden = protection(scene.base());
        assertThat(hidden.protection()).isIn(Protection.PROTECTED, Protection.NOT_VISIBLE);
        assertThat(hidden.complete()).isFalse();
        assertThat(hidden.strict()).isEqualTo(Tri.UNKNOWN);

        BranchName free = scene.branch();
        assertThat(protection(free).protection())
                .isIn(Protection.UNPROTECTED, Protection.NOT_VISIBLE);
    }

    void oddBranchNames() {
        for (String name : List.of("release/1.0", "a#b", "a+b&c=d", "100%25", "gr\u00fcn", "x;y")) {
            BranchName branch = new BranchName(name);
            scene.git().push(scene.repo(), branch, "odd.txt", name);
            assertThat(protection(branch).protection()).as(name).isEqualTo(Protection.UNPROTECTED);
            scene.rules().protect(scene.repo(), branch, Rules.plain().approvals(1));
            assertThat(protection(branch).requiredReviews().orElse(0)).as(name).isEqualTo(1);
            assertThat(protection(scene.base()).protection()).isEqualTo(Protection.UNPROTECTED);
        }
    }

    void defaultBranchAndMovedRepository() {
        assertThat(defaultOf(scene.repo())).isEqualTo(scene.base());
        BranchName trunk = new BranchName("release/trunk");
        scene.git().push(scene.repo(), trunk, "trunk.txt", "trunk\n");
        scene.rules().makeDefault(scene.repo(), trunk);
        assertThat(defaultOf(scene.repo())).isEqualTo(trunk);

        RepoRef old = scene.repo();
        PrRef pr = scene.pr();
        scene.rules().rename(old, "another-name");
        assertThat(defaultOf(old)).isEqualTo(trunk);
        assertThat(scene.host().getPRStatus(pr, scene.call()).pr().prNumber())
                .isEqualTo(pr.prNumber());
        assertThatThrownBy(() -> defaultOf(new RepoRef(old.host(), "nobody/nothing")))
                .isInstanceOf(ConnectorException.NotFound.class);
    }

    void repoPathRulesOfTheHost() {
        int deepest = scene.fixture().deepestRepo();
        if (deepest < RepoRef.DEEPEST) {
            String deeper = scene.repo().path() + "/x".repeat(deepest - 1);
            RepoRef refused = new RepoRef(scene.repo().host(), deeper);
            List<Sent> sent = scene.during(() -> invalid(refused));
            assertThat(sent).isEmpty();
        }
        RepoRef elsewhere = new RepoRef(new HostId("elsewhere.example"), scene.repo().path());
        assertThat(scene.during(() -> invalid(elsewhere))).isEmpty();
        RepoRef shouted =
                new RepoRef(scene.repo().host(), scene.repo().path().toUpperCase(Locale.ROOT));
        assertThat(shouted.isSameAs(scene.repo())).isTrue();
        assertThat(defaultOf(shouted)).isEqualTo(scene.base());
    }

    private void invalid(RepoRef repo) {
        assertThatThrownBy(() -> defaultOf(repo))
                .isInstanceOfSatisfying(
                        Invalid.class, broken -> assertThat(broken.field()).isEqualTo("repo"));
        assertThatThrownBy(() -> scene.host().getPRStatus(new PrRef(repo, 1), scene.call()))
                .isInstanceOf(Invalid.class);
    }

    private BranchName defaultOf(RepoRef repo) {
        return scene.host().getDefaultBranch(repo, scene.call());
    }

    private BranchProtection protection(BranchName branch) {
        return scene.host().getBranchProtection(scene.repo(), branch, scene.call());
    }
}
