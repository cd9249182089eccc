package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.bare;
import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.hosting.Beside;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.BranchProtection.Protection;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.App;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.BranchRules.Flag;
import dev.stile.simulator.hosting.MergeMethod;
import dev.stile.simulator.hosting.Role;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The rules of branches and what else is asked of repositories. */
final class RulesTest {
    private static final BranchName MAIN = new BranchName("main");

    private Scene scene;

    @BeforeEach
    void begin(@TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER) Path folder)
            throws Exception {
        scene = new Scene(folder);
    }

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    @Test
    @Proves("GH-52")
    void rulesetsAndClassicRulesJoinAndTheStricterWins() {
        App ci = scene.simulator.host().app("ci");
        scene.web.protect(
                "main",
                BranchRules.none().reviews(1).check("build").on(Flag.STRICT_CHECKS, Flag.LOCKED));
        scene.web.ruleset(
                "strict",
                "main",
                BranchRules.none().reviews(2).check("proof", ci).on(Flag.LINEAR_HISTORY));

        BranchProtection rules = scene.hostOf(scene.root).getBranchProtection(repo(), MAIN, call());

        assertThat(rules.protection()).isEqualTo(Protection.PROTECTED);
        assertThat(rules.complete()).isTrue();
        assertThat(rules.requiredReviews()).hasValue(2);
        assertThat(rules.strict()).isEqualTo(Tri.YES);
        assertThat(rules.locked()).isEqualTo(Tri.YES);
        assertThat(rules.linearHistory()).isEqualTo(Tri.YES);
        assertThat(rules.signedCommits()).isEqualTo(Tri.NO);
        assertThat(rules.allowedMethods()).doesNotContain(MergeStrategy.MERGE);
        assertThat(rules.requiredChecks()).hasSize(2);
        assertThat(rules.requiredChecks().stream().flatMap(check -> check.source().stream()))
                .singleElement()
                .satisfies(source -> assertThat(bare(source)).isEqualTo("app:" + ci.id()));
        assertThat(rules.sources()).containsExactly("rulesets", "branch_protection");
    }

    /** An account may be called as an app is numbered. */
    @Test
    @Proves("GH-14")
    void aCheckThatIsPinnedToAnAppIsNotMetByAnAccountOfItsNumber() {
        App ci = scene.simulator.host().app("ci");
        Account impostor = scene.simulator.user(scene.web, Long.toString(ci.id()), Role.WRITE);
        scene.web.ruleset("pinned", "main", BranchRules.none().check("build", ci));
        scene.web.status(impostor, scene.pull.headSha(), "build", "success");

        PRStatus spoofed = scene.host().getPRStatus(scene.pr(), call());
        scene.web.checkRun(scene.pull.headSha(), "build", ci, "success");
        PRStatus real = scene.host().getPRStatus(scene.pr(), call());

        assertThat(spoofed.checks().missingRequired()).hasSize(1);
        assertThat(spoofed.checksState()).isEqualTo(ChecksState.PENDING);
        assertThat(real.checks().missingRequired()).isEmpty();
        assertThat(real.checksState()).isEqualTo(ChecksState.PASSING);
    }

    @Test
    @Proves("GH-52")
    void noRulesAndRulesThatMayNotBeSeenAreNotTheSame() {
        GitHost host = scene.host();
        BranchProtection none = host.getBranchProtection(repo(), MAIN, call());
        scene.web.protect("main", BranchRules.none().reviews(1));
        BranchProtection hidden = host.getBranchProtection(repo(), MAIN, call());

        assertThat(none.protection()).isEqualTo(Protection.UNPROTECTED);
        assertThat(none.complete()).isTrue();
        assertThat(hidden.protection()).isEqualTo(Protection.NOT_VISIBLE);
        assertThat(hidden.complete()).isFalse();
        assertThat(hidden.strict()).isEqualTo(Tri.UNKNOWN);
    }

    /** An administrator is told that there is no classic rule, and every list of rules is empty. */
    @Test
    @Proves("GH-52")
    void aBranchThatSaysItIsProtectedIsNotTakenForUnprotectedWhereNoRuleIsShown() {
        assertThat(scene.hostOf(scene.root).getBranchProtection(repo(), MAIN, call()).protection())
                .isEqualTo(Protection.UNPROTECTED);
        scene.rewrite(
                Scene.rest("GET", "/branches/main"),
                text -> text.replaceFirst("\"protected\":\\s*false", "\"protected\":true"));

        BranchProtection whole = scene.hostOf(scene.root).getBranchProtection(repo(), MAIN, call());
        BranchProtection recent =
                scene.hostOf(scene.root).detectPrEvents(scene.pr(), call()).facts().protection();

        for (BranchProtection rules : List.of(whole, recent)) {
            assertThat(rules.protection()).isEqualTo(Protection.NOT_VISIBLE);
            assertThat(rules.complete()).isFalse();
        }
    }

    @Test
    @Proves("GH-52")
    void aBranchThatIsFlaggedForTheRulesetThatIsShownIsCompletelyKnown() {
        scene.web.ruleset("two", "main", BranchRules.none().reviews(2));

        BranchProtection rules = scene.hostOf(scene.root).getBranchProtection(repo(), MAIN, call());

        assertThat(rules.protection()).isEqualTo(Protection.PROTECTED);
        assertThat(rules.complete()).isTrue();
    }

    @Test
    @Proves("GH-52")
    void aBranchThatIsNotThereIsNotFound() {
        assertThatThrownBy(
                        () ->
                                scene.host()
                                        .getBranchProtection(
                                                repo(), new BranchName("nowhere"), call()))
                .isInstanceOf(ConnectorException.NotFound.class);
    }

    @Test
    void oddNamesOfBranchesReachTheHostAsTheyAre() {
        scene.web.commit(scene.ada, "fix/a#b%2Fc\u00e9", "Odd", Map.of("o.txt", "o\n"));
        scene.web.protect("fix/a#b%2Fc\u00e9", BranchRules.none().reviews(3));

        assertThat(
                        scene.hostOf(scene.root)
                                .getBranchProtection(
                                        repo(), new BranchName("fix/a#b%2Fc\u00e9"), call())
                                .requiredReviews())
                .hasValue(3);
    }

    @Test
    void theRepositorysOwnMethodsBoundTheRest() {
        scene.web.methods(MergeMethod.SQUASH);

        assertThat(scene.host().getBranchProtection(repo(), MAIN, call()).allowedMethods())
                .containsExactly(MergeStrategy.SQUASH);
    }

    @Test
    void theDefaultBranchIsFollowedToWhereTheRepositoryIs() {
        scene.web.rename("site");

        assertThat(scene.host().getDefaultBranch(repo(), call())).isEqualTo(MAIN);
    }

    @Test
    void aRepositoryThatThisHostCannotHaveIsRefusedBeforeAnyRequest() {
        GitHost host = scene.host();
        HostId here = repo().host();
        scene.forget();

        assertThatThrownBy(() -> host.getDefaultBranch(new RepoRef(here, "a/b/c"), call()))
                .isInstanceOf(ConnectorException.Invalid.class);
        assertThatThrownBy(
                        () ->
                                host.getDefaultBranch(
                                        new RepoRef(new HostId("else.example"), "a/b"), call()))
                .isInstanceOf(ConnectorException.Invalid.class);
        assertThat(scene.requests()).isEmpty();
    }

    @Test
    @Proves("GH-27")
    void whoMayWriteIsAskedOfTheHost() {
        scene.simulator.user(scene.web, "rita", Role.READ);
        Beside probe = scene.hostOf(scene.root).beside();

        assertThat(probe.canWrite(repo(), user("bob"), call())).isEqualTo(Tri.YES);
        assertThat(probe.canWrite(repo(), user("rita"), call())).isEqualTo(Tri.NO);
    }

    @Test
    @Proves("GH-46")
    void aRemoteOfThisHostGetsTheTokenAndAnotherDoesNot() {
        GitHost host = scene.host();
        String here = scene.simulator.webUrl() + "/acme/web.git";

        String address =
                host.getAuthenticatedRemoteUrl(here, call())
                        .lend(bytes -> new String(bytes, StandardCharsets.UTF_8));

        assertThat(address)
                .isEqualTo(here.replace("://", "://x-access-token:" + scene.token + "@"));
        assertThatThrownBy(
                        () ->
                                host.getAuthenticatedRemoteUrl(
                                        "https://else.example/acme/web.git", call()))
                .isInstanceOf(ConnectorException.Invalid.class);
    }

    private RepoRef repo() {
        return scene.repo();
    }

    private UserRef user(String login) {
        return new UserRef(
                repo().host(), new Token("1"), new Token(login), UserRef.Kind.HUMAN, false);
    }
}
