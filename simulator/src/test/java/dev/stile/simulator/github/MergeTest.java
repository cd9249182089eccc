package dev.stile.simulator.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.simulator.hosting.AccessToken;
import dev.stile.simulator.hosting.App;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.BranchRules.Flag;
import dev.stile.simulator.hosting.HostRefusal;
import dev.stile.simulator.hosting.MergeMethod;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Merges: what lands, and what is refused with which words. */
final class MergeTest {
    @TempDir private Path folder;
    private Stage stage;

    @BeforeEach
    void start() throws IOException {
        stage = new Stage(folder);
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
    }

    private HostClient.Got merge(HostClient client, String method) throws Exception {
        return merge(client, stage.pull.headSha(), method);
    }

    private static HostClient.Got merge(HostClient client, String sha, String method)
            throws Exception {
        return client.put(
                "/repos/acme/web/pulls/1/merge",
                Json.object().put("sha", sha).put("merge_method", method).build());
    }

    private String main() {
        return stage.web.branch("main").orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(MergeMethod.class)
    @Proves("GH-95")
    void eachMethodLandsTheTreeOfBothSides(MergeMethod method) throws Exception {
        String before = main();
        HostClient.Got got = merge(stage.client, method.name().toLowerCase(Locale.ROOT));
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.object().text("sha")).hasValue(main());
        assertThat(stage.pull.state()).isEqualTo(PullRequest.State.MERGED);
        assertThat(stage.pull.mergedBy()).hasValue(stage.hubot);
        var bare = stage.web.bare();
        assertThat(bare.file(main(), "a.txt")).hasValue("one\ntwo\nTHREE\n");
        assertThat(bare.file(main(), "b.txt")).hasValue("b\n");
        assertThat(bare.file(main(), "c.txt")).hasValue("c\n");
        List<String> landed = bare.between(before, main());
        switch (method) {
            case MERGE ->
                    assertThat(bare.info(main()).parents())
                            .containsExactly(before, stage.pull.headSha());
            case SQUASH -> {
                assertThat(landed).hasSize(1);
                assertThat(bare.info(main()).message()).startsWith("Shout three (#1)");
            }
            case REBASE ->
                    assertThat(landed)
                            .extracting(sha -> bare.info(sha).message())
                            .containsExactly("Change a", "Add b");
        }
    }

    @ParameterizedTest
    @EnumSource(MergeMethod.class)
    @Proves("GH-95")
    void aRealConflictIsRefused(MergeMethod method) throws Exception {
        stage.web.commit(stage.hubot, "main", "Clash", Map.of("a.txt", "one\ntwo\nthird\n"));
        String before = main();
        HostClient.Got got = merge(stage.client, method.name().toLowerCase(Locale.ROOT));
        assertThat(got.status()).isEqualTo(405);
        assertThat(main()).isEqualTo(before);
        Json.Obj shown = stage.client.get("/repos/acme/web/pulls/1").object();
        assertThat(shown.get("mergeable")).hasValue(Json.bool(false));
        assertThat(shown.text("mergeable_state")).hasValue("dirty");
    }

    @Test
    void anotherHeadIsAConflictAndNothingLands() throws Exception {
        String seen = stage.pull.headSha();
        stage.web.commit(stage.mona, "topic", "More", Map.of("d.txt", "d\n"));
        String before = main();
        HostClient.Got got = merge(stage.client, seen, "merge");
        assertThat(got.status()).isEqualTo(409);
        assertThat(got.message())
                .isEqualTo("Head branch was modified. Review and try the merge again.");
        assertThat(main()).isEqualTo(before);
    }

    @Test
    void draftClosedMergedAndForbiddenMethodsAreRefused() throws Exception {
        stage.pull.draft(true);
        assertThat(merge(stage.client, "merge").message())
                .isEqualTo("Pull Request is still a draft");
        stage.pull.draft(false);
        stage.web.methods(MergeMethod.SQUASH);
        assertThat(merge(stage.client, "merge").message())
                .isEqualTo("Merge commits are not allowed on this repository.");
        assertThat(merge(stage.client, "octopus").status()).isEqualTo(422);
        assertThat(merge(stage.client, "squash").status()).isEqualTo(200);
        assertThat(merge(stage.client, "squash").status()).isEqualTo(405);
    }

    @Test
    void whatIsClosedKeepsItsBase() {
        stage.web.commit(stage.mona, "release", "Branch off", Map.of("r.txt", "r\n"));
        stage.pull.close(stage.mona);

        assertThatThrownBy(() -> stage.pull.retarget("release"))
                .isInstanceOf(HostRefusal.class)
                .hasMessageContaining("closed pull request");
        stage.pull.retarget("main");
        assertThat(stage.pull.base()).isEqualTo("main");
    }

    @Test
    @Proves("GH-96")
    void aClassicRuleBindsWritersAndAnAdministratorOnlyIfItSaysSo() throws Exception {
        App ci = stage.simulator.host().app("ci");
        App other = stage.simulator.host().app("other");
        BranchRules rules = BranchRules.none().reviews(1).check("build", ci);
        stage.web.protect("main", rules.on(Flag.ADMINS_TOO));
        HostClient.Got got = merge(stage.client, "merge");
        assertThat(got.status()).isEqualTo(405);
        assertThat(got.message()).startsWith("At least 1 approving review is required");
        stage.pull.review(stage.hubot, Review.State.APPROVED);
        assertThat(merge(stage.client, "merge").message())
                .isEqualTo("Required status check \"build\" is expected.");
        stage.web.checkRun(stage.pull.headSha(), "build", other, "success");
        assertThat(merge(stage.client, "merge").status())
                .as("a check of the same name from another app")
                .isEqualTo(405);
        try (HostClient admin =
                new HostClient(stage.simulator, stage.simulator.token(stage.admin))) {
            assertThat(merge(admin, "merge").status()).isEqualTo(405);
            stage.web.protect("main", rules);
            assertThat(merge(stage.client, "merge").status()).isEqualTo(405);
            assertThat(merge(admin, "merge").status()).isEqualTo(200);
        }
    }

    @Test
    @Proves("GH-96")
    void aRulesetBindsAdministratorsUnlessTheyAreListed() throws Exception {
        var ruleset = stage.web.ruleset("main", "main", BranchRules.none().reviews(1));
        try (HostClient admin =
                new HostClient(stage.simulator, stage.simulator.token(stage.admin))) {
            HostClient.Got got = merge(admin, "merge");
            assertThat(got.status()).isEqualTo(405);
            assertThat(got.message()).startsWith("Repository rule violations found");
            stage.web.removeRuleset(ruleset);
            stage.web.ruleset("main", "main", BranchRules.none().reviews(1), Role.ADMIN);
            assertThat(merge(stage.client, "merge").status()).isEqualTo(405);
            assertThat(merge(admin, "merge").status()).isEqualTo(200);
        }
    }

    @Test
    void otherRulesAreFelt() throws Exception {
        App ci = stage.simulator.host().app("ci");
        stage.web.protect("main", BranchRules.none().check("build").on(Flag.STRICT_CHECKS));
        stage.web.checkRun(stage.pull.headSha(), "build", ci, "success");
        assertThat(stage.client.get("/repos/acme/web/pulls/1").object().text("mergeable_state"))
                .hasValue("behind");
        assertThat(merge(stage.client, "merge").status()).isEqualTo(405);
        stage.web.protect("main", BranchRules.none().on(Flag.THREAD_RESOLUTION));
        var thread = stage.pull.talk().thread(stage.hubot, "a.txt", 1, "Hm");
        assertThat(merge(stage.client, "merge").status()).isEqualTo(405);
        stage.pull.talk().resolve(thread, true);
        stage.web.protect("main", BranchRules.none().on(Flag.LINEAR_HISTORY));
        assertThat(merge(stage.client, "merge").status()).isEqualTo(405);
        assertThat(merge(stage.client, "squash").status()).isEqualTo(200);
    }

    @Test
    void aStaleApprovalIsDismissedWhereARuleSaysSo() {
        stage.web.protect("main", BranchRules.none().reviews(1).on(Flag.DISMISS_STALE));
        stage.pull.review(stage.hubot, Review.State.APPROVED);
        stage.web.commit(stage.mona, "topic", "More", Map.of("d.txt", "d\n"));
        assertThat(stage.pull.talk().reviews())
                .extracting(Review::state)
                .containsExactly(Review.State.DISMISSED);
    }

    @Test
    void whoMayNotMergeIsToldByTheKindOfCredential() throws Exception {
        var reader = stage.simulator.user(stage.web, "reader", Role.READ);
        try (HostClient classic = new HostClient(stage.simulator, stage.simulator.token(reader));
                HostClient fine =
                        new HostClient(
                                stage.simulator,
                                stage.simulator.token(reader, AccessToken.Kind.FINE_GRAINED))) {
            assertThat(merge(classic, "merge").status()).isEqualTo(404);
            assertThat(merge(fine, "merge").status()).isEqualTo(403);
        }
        stage.web.archive(true);
        assertThat(merge(stage.client, "merge").status()).isEqualTo(403);
        assertThat(stage.pull.isOpen()).isTrue();
    }

    @Test
    @Proves("GH-96")
    void aQueueTakesTheMergeAndEndsItLater() throws Exception {
        stage.web.protect("main", BranchRules.none().on(Flag.MERGE_QUEUE));
        assertThat(merge(stage.client, "merge").message())
                .isEqualTo("Changes must be made through the merge queue");
        String id =
                stage.client.get("/repos/acme/web/pulls/1").object().text("node_id").orElseThrow();
        String mutation =
                "mutation($id: ID!, $sha: GitObjectID) { enqueuePullRequest(input:"
                        + " {pullRequestId: $id, expectedHeadOid: $sha}) {"
                        + " mergeQueueEntry { id position state } } }";
        Json.Obj wrong =
                stage.client
                        .query(mutation, Json.object().put("id", id).put("sha", main()).build())
                        .object();
        assertThat(wrong.items("errors").toString()).contains("UNPROCESSABLE");
        Json.Obj right =
                stage.client
                        .query(
                                mutation,
                                Json.object()
                                        .put("id", id)
                                        .put("sha", stage.pull.headSha())
                                        .build())
                        .object();
        assertThat(
                        right.object("data")
                                .object("enqueuePullRequest")
                                .object("mergeQueueEntry")
                                .text("state"))
                .hasValue("QUEUED");
        String group = stage.web.queue().start(stage.pull);
        assertThat(stage.pull.isOpen()).isTrue();
        assertThat(stage.web.queue().finish(stage.pull)).isEqualTo(group);
        assertThat(main()).isEqualTo(group);
        assertThat(stage.pull.state()).isEqualTo(PullRequest.State.MERGED);
        assertThat(stage.web.queue().entry(stage.pull)).isEqualTo(Optional.empty());
    }

    @Test
    void aNameIsLookedUpAnewAfterItMoved() {
        assertThat(stage.web.bare().file("main", "c.txt")).hasValue("c\n");
        stage.web.commit(stage.mona, "main", "Other", Map.of("c.txt", "d\n"));
        assertThat(stage.web.bare().file("main", "c.txt")).hasValue("d\n");
    }

    @Test
    void whoMayPassTheRulesIsTold() throws Exception {
        String query =
                "{ repository(owner: \"acme\", name: \"web\") { pullRequest(number: 1) {"
                        + " viewerCanMergeAsAdmin mergeStateStatus } } }";
        stage.web.protect("main", BranchRules.none().reviews(1));
        try (HostClient admin =
                new HostClient(stage.simulator, stage.simulator.token(stage.admin))) {
            assertThat(admin.query(query).text())
                    .contains("\"viewerCanMergeAsAdmin\":true")
                    .contains("BLOCKED");
            assertThat(stage.client.query(query).text())
                    .contains("\"viewerCanMergeAsAdmin\":false");
            stage.web.protect("main", BranchRules.none().reviews(1).on(Flag.ADMINS_TOO));
            assertThat(admin.query(query).text()).contains("\"viewerCanMergeAsAdmin\":false");
        }
    }
}
