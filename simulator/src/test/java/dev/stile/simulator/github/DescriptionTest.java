package dev.stile.simulator.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.github.openapi.ApiDescription;
import dev.stile.simulator.hosting.App;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.BranchRules.Flag;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.MergeMethod;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.traffic.On;
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

/** The simulator's answers against the description that the vendor publishes. */
final class DescriptionTest {
    private static final String REPO = "/repos/acme/web";
    private static final String PULL = REPO + "/pulls/1";

    private final ApiDescription description = ApiDescription.read();
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

    private static Json.Obj of(String name, String value) {
        return Json.object().put(name, value).build();
    }

    @Test
    @Proves("GH-100")
    void everyAnswerFitsTheDescription() throws Exception {
        App ci = stage.simulator.host().app("ci");
        String sha = stage.pull.headSha();
        stage.web.protect(
                "main",
                BranchRules.none()
                        .reviews(1)
                        .check("build", ci)
                        .pushers("root")
                        .on(Flag.STRICT_CHECKS));
        stage.web.ruleset(
                "all",
                "main",
                BranchRules.none()
                        .reviews(1)
                        .check("lint")
                        .methods(MergeMethod.SQUASH)
                        .on(Flag.LINEAR_HISTORY, Flag.SIGNATURES, Flag.MERGE_QUEUE, Flag.LOCKED));
        stage.web.checkRun(sha, "build", ci, "success");
        stage.web.checkRun(sha, "slow", ci, "queued", Optional.empty());
        stage.web.status(stage.hubot, sha, "lint", "pending");
        stage.pull.label("bug");
        stage.web.teams("core");
        stage.pull.talk().request(stage.admin);
        long note =
                stage.pull.talk().thread(stage.mona, "a.txt", 1, "Why?").comments().getFirst().id();
        Review approval = stage.pull.review(stage.hubot, Review.State.APPROVED);
        stage.web.commit(stage.mona, "second", "Second", Map.of("s.txt", "s\n"));
        try (HostClient admin =
                new HostClient(stage.simulator, stage.simulator.token(stage.admin))) {
            for (String path :
                    List.of(
                            "/rate_limit",
                            "/user",
                            REPO,
                            REPO + "/branches/main",
                            REPO + "/branches/main/protection",
                            REPO + "/rules/branches/main?per_page=100",
                            REPO + "/collaborators/mona/permission",
                            REPO + "/commits/" + sha + "/check-runs?per_page=100&filter=latest",
                            REPO + "/commits/" + sha + "/status",
                            REPO + "/commits/" + sha + "/statuses",
                            REPO + "/pulls?state=all&head=acme:topic&base=main",
                            PULL,
                            PULL + "/reviews",
                            PULL + "/requested_reviewers",
                            PULL + "/comments",
                            REPO + "/issues/1/comments",
                            REPO + "/issues/1/labels")) {
                assertThat(admin.get(path).status()).as(path).isEqualTo(200);
            }
            admin.post(
                    REPO + "/pulls",
                    Json.object()
                            .put("head", "second")
                            .put("base", "main")
                            .put("title", "T")
                            .put("draft", true)
                            .build());
            admin.post(REPO + "/pulls", of("head", "second"));
            admin.patch(PULL, of("title", "New"));
            admin.post(REPO + "/issues/1/comments", of("body", "Hi"));
            admin.post(PULL + "/comments/" + note + "/replies", of("body", "So"));
            admin.put(PULL + "/reviews/" + approval.id() + "/dismissals", of("message", "Again"));
            admin.post(
                    REPO + "/issues/1/labels",
                    Json.object().put("labels", Json.texts(List.of("new"))).build());
            admin.send("DELETE", "/api/v3" + REPO + "/issues/1/labels/new", "");
            admin.post(
                    PULL + "/requested_reviewers",
                    Json.object()
                            .put("reviewers", Json.texts(List.of("hubot")))
                            .put("team_reviewers", Json.texts(List.of("core")))
                            .build());
            assertThat(stage.pull.talk().requestedTeams()).containsExactly("core");
            admin.put(PULL + "/merge", of("sha", sha));
            stage.web.unprotect("main");
            stage.web.rules().rulesets("main").forEach(stage.web::removeRuleset);
            admin.put(PULL + "/merge", of("sha", "0".repeat(40)));
            admin.put(PULL + "/merge", of("sha", sha));
            admin.get(PULL);
            admin.get(REPO + "/pulls/77");
        }
        assertThat(stage.simulator.log().requests())
                .extracting(each -> each.status())
                .contains(200, 201, 404, 405, 409, 422);
        assertThat(description.departures(stage.simulator.log().requests())).isEmpty();
    }

    @Test
    @Proves("GH-100")
    void whatIsKnownToDifferDoesSo() throws Exception {
        var stranger = stage.simulator.host().person("stranger");
        HostedRepository fork = stage.simulator.host().fork(stage.web, stranger);
        fork.commit(stranger, "fix", "Fix", Map.of("f.txt", "f\n"));
        stage.web.open(stranger, fork, "fix", "main", "From a fork", "", false);
        stage.simulator.host().delete(fork);
        stage.client.get(REPO + "/pulls/2");
        assertThat(description.departures(stage.simulator.log().requests())).isEmpty();
    }

    @Test
    void aDepartureOfEachSortIsFound() throws Exception {
        stage.client.get(REPO + "/wheels");
        stage.client.get(PULL + "?colour=red");
        stage.client.patch(PULL, Json.object().put("title", 7).put("sauce", "x").build());
        for (FaultAction action :
                List.of(
                        new FaultAction.DropMember("state"),
                        new FaultAction.SetMember("number", Json.text("1")),
                        new FaultAction.SetMember("wheels", Json.number(4)),
                        new FaultAction.SetMember("title", new Json.Null()))) {
            stage.simulator.disturbances().clear();
            stage.simulator.disturbances().fault(On.any(), action);
            stage.client.get(PULL);
        }
        String at = "GET /repos/{owner}/{repo}/pulls/{pull_number} 200";
        assertThat(description.departures(stage.simulator.log().requests()))
                .containsExactlyInAnyOrder(
                        "GET /repos/acme/web/wheels is not in the description",
                        "GET /repos/{owner}/{repo}/pulls/{pull_number} has no parameter colour",
                        "PATCH /repos/{owner}/{repo}/pulls/{pull_number} request.title is no"
                                + " string",
                        "PATCH /repos/{owner}/{repo}/pulls/{pull_number} request.sauce is not in"
                                + " the description",
                        at + ".state is missing",
                        at + ".number is no integer",
                        at + ".wheels is not in the description",
                        at + ".title is null");
    }
}
