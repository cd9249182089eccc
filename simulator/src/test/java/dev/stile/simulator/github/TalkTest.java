package dev.stile.simulator.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.hosting.App;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.BranchRules.Flag;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opening and changing pull requests, talking about them, and what binds a branch, by REST. */
final class TalkTest {
    private static final String REPO = "/repos/acme/web";
    private static final String PULL = REPO + "/pulls/1";

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

    private static Json.Obj opening(String head, String base, String title) {
        return Json.object().put("head", head).put("base", base).put("title", title).build();
    }

    @Test
    @Proves("GH-96")
    void aPullRequestIsOpenedOnceAndMistakesAreNamed() throws Exception {
        stage.web.commit(stage.mona, "second", "Second", Map.of("s.txt", "s\n"));
        HostClient.Got made = stage.client.post(REPO + "/pulls", opening("second", "main", "T"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.object().number("number")).hasValue(2L);
        HostClient.Got again = stage.client.post(REPO + "/pulls", opening("second", "main", "T"));
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("A pull request already exists for acme:second.");
        assertThat(stage.client.post(REPO + "/pulls", opening("none", "main", "T")).text())
                .contains("\"field\":\"head\"");
        assertThat(stage.client.post(REPO + "/pulls", opening("main", "main", "T")).text())
                .contains("No commits between main and main");
        assertThat(stage.client.post(REPO + "/pulls", Json.object().build()).text())
                .contains("missing_field");
        Json.Arr listed =
                (Json.Arr) stage.client.get(REPO + "/pulls?head=acme:second&base=main").json();
        assertThat(listed.items()).hasSize(1);
        assertThat(((Json.Arr) stage.client.get(REPO + "/pulls?head=second").json()).items())
                .as("a head without its owner filters nothing")
                .hasSize(2);
    }

    @Test
    void titleStateLabelsAndReviewersChange() throws Exception {
        stage.client.patch(PULL, Json.object().put("title", "New").put("body", "B").build());
        assertThat(stage.pull.title()).isEqualTo("New");
        String labels = REPO + "/issues/1/labels";
        stage.client.post(labels, Json.object().put("labels", Json.texts(List.of("a b"))).build());
        assertThat(stage.pull.labels()).containsExactly("a b");
        assertThat(stage.client.send("DELETE", "/api/v3" + labels + "/a%20b", "").status())
                .isEqualTo(200);
        assertThat(stage.client.send("DELETE", "/api/v3" + labels + "/a%20b", "").message())
                .isEqualTo("Label does not exist");
        Json.Obj asked = Json.object().put("reviewers", Json.texts(List.of("root"))).build();
        assertThat(stage.client.post(PULL + "/requested_reviewers", asked).status()).isEqualTo(201);
        assertThat(stage.pull.talk().requested()).containsExactly(stage.admin);
        Json.Obj stranger = Json.object().put("reviewers", Json.texts(List.of("nobody"))).build();
        assertThat(stage.client.post(PULL + "/requested_reviewers", stranger).status())
                .isEqualTo(422);
        stage.client.patch(PULL, Json.object().put("state", "closed").build());
        assertThat(stage.pull.state()).isEqualTo(PullRequest.State.CLOSED);
    }

    @Test
    @Proves("GH-96")
    void commentsRepliesAndDismissals() throws Exception {
        HostClient.Got said =
                stage.client.post(
                        REPO + "/issues/1/comments", Json.object().put("body", "Hi").build());
        assertThat(said.status()).isEqualTo(201);
        assertThat(stage.pull.talk().comments().getFirst().body()).isEqualTo("Hi");
        var thread = stage.pull.talk().thread(stage.mona, "a.txt", 1, "Why?");
        long first = thread.comments().getFirst().id();
        HostClient.Got reply =
                stage.client.post(
                        PULL + "/comments/" + first + "/replies",
                        Json.object().put("body", "So").build());
        assertThat(reply.object().number("in_reply_to_id")).hasValue(first);
        assertThat(
                        stage.client
                                .post(
                                        PULL + "/comments/1/replies",
                                        Json.object().put("body", "So").build())
                                .status())
                .isEqualTo(404);
        Review approval = stage.pull.review(stage.hubot, Review.State.APPROVED);
        String dismissal = PULL + "/reviews/" + approval.id() + "/dismissals";
        assertThat(stage.client.put(dismissal, Json.object().build()).status()).isEqualTo(422);
        Json.Obj why = Json.object().put("message", "Changed").build();
        assertThat(stage.client.put(dismissal, why).object().text("state")).hasValue("DISMISSED");
        assertThat(stage.client.put(dismissal, why).status()).isEqualTo(422);
        assertThat(
                        stage.client
                                .post(
                                        PULL + "/reviews",
                                        Json.object().put("event", "APPROVE").build())
                                .object()
                                .text("state"))
                .hasValue("APPROVED");
        try (HostClient mona = new HostClient(stage.simulator, stage.simulator.token(stage.mona))) {
            assertThat(
                            mona.post(
                                            PULL + "/reviews",
                                            Json.object().put("event", "APPROVE").build())
                                    .text())
                    .contains("Can not approve your own pull request");
        }
    }

    @Test
    @Proves("GH-96")
    void protectionIsForAdministratorsAndRulesAreForAll() throws Exception {
        App ci = stage.simulator.host().app("ci");
        String branch = REPO + "/branches/main";
        assertThat(stage.client.get(branch).object().isTrue("protected")).isFalse();
        stage.web.protect(
                "main", BranchRules.none().reviews(2).check("build", ci).on(Flag.CODE_OWNERS));
        stage.web.ruleset("r", true, "main", BranchRules.none().check("lint"));
        assertThat(stage.client.get(branch).object().isTrue("protected")).isTrue();
        assertThat(stage.client.get(branch + "/protection").status()).isEqualTo(404);
        try (HostClient admin =
                new HostClient(stage.simulator, stage.simulator.token(stage.admin))) {
            Json.Obj classic = admin.get(branch + "/protection").object();
            assertThat(
                            classic.object("required_pull_request_reviews")
                                    .number("required_approving_review_count"))
                    .hasValue(2L);
            assertThat(classic.object("required_status_checks").items("checks").toString())
                    .contains("build");
            assertThat(admin.get(REPO + "/branches/topic/protection").message())
                    .isEqualTo("Branch not protected");
            assertThat(admin.get(REPO + "/branches/none/protection").message())
                    .isEqualTo("Branch not found");
        }
        Json.Arr rules = (Json.Arr) stage.client.get(REPO + "/rules/branches/main").json();
        Json.Obj rule = (Json.Obj) rules.items().getFirst();
        assertThat(rule.text("type")).hasValue("required_status_checks");
        assertThat(rule.text("ruleset_source_type")).hasValue("Organization");
    }

    @Test
    void branchesWithOddNamesArePlainSegments() throws Exception {
        stage.web.commit(stage.mona, "a/b#c", "Odd", Map.of("o.txt", "o\n"));
        assertThat(stage.client.get(REPO + "/branches/a%2Fb%23c").object().text("name"))
                .hasValue("a/b#c");
    }

    @Test
    void peopleChecksAndStatuses() throws Exception {
        stage.simulator.user(stage.web, "keeper", Role.MAINTAIN);
        Json.Obj permission = stage.client.get(REPO + "/collaborators/keeper/permission").object();
        assertThat(permission.text("permission")).hasValue("write");
        assertThat(permission.text("role_name")).hasValue("maintain");
        App ci = stage.simulator.host().app("ci");
        String sha = stage.pull.headSha();
        stage.web.checkRun(sha, "build", ci, "failure");
        stage.web.checkRun(sha, "build", ci, "in_progress", Optional.empty());
        stage.web.status(stage.hubot, sha, "lint", "success");
        String commit = REPO + "/commits/" + sha;
        Json.Obj latest = stage.client.get(commit + "/check-runs").object();
        assertThat(latest.number("total_count")).hasValue(1L);
        assertThat(((Json.Obj) latest.items("check_runs").getFirst()).text("status"))
                .hasValue("in_progress");
        assertThat(
                        stage.client
                                .get(commit + "/check-runs?filter=all")
                                .object()
                                .number("total_count"))
                .hasValue(2L);
        assertThat(stage.client.get(commit + "/status").object().text("state")).hasValue("success");
        assertThat(((Json.Arr) stage.client.get(commit + "/statuses").json()).items()).hasSize(1);
    }

    @Test
    void codeOwnersMustApproveWhereARuleAsks() throws Exception {
        stage.web.commit(stage.mona, "main", "Owners", Map.of("CODEOWNERS", "*.txt @root\n"));
        stage.web.protect("main", BranchRules.none().reviews(1).on(Flag.CODE_OWNERS));
        stage.pull.mergeability();
        stage.pull.review(stage.hubot, Review.State.APPROVED);
        Json.Obj body = Json.object().put("merge_method", "merge").build();
        assertThat(stage.client.put(PULL + "/merge", body).message()).contains("code owner");
        stage.pull.review(stage.admin, Review.State.APPROVED);
        assertThat(stage.client.put(PULL + "/merge", body).status()).isEqualTo(200);
    }
}
