package dev.stile.simulator.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.hosting.App;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.Timing;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a query sees of a pull request. */
final class SnapshotTest {
    static final String SNAPSHOT =
            """
            query($owner: String!, $name: String!, $number: Int!, $after: String) {
              viewer { login }
              rateLimit { cost remaining limit resetAt }
              repository(owner: $owner, name: $name) {
                visibility isArchived mergeCommitAllowed squashMergeAllowed rebaseMergeAllowed
                nameWithOwner
                pullRequest(number: $number) {
                  id number url state isDraft title body author { ...who } authorAssociation
                  headRefName headRefOid headRepository { nameWithOwner } baseRefName baseRefOid
                  mergeable mergeStateStatus mergeCommit { oid } mergedAt
                  mergedBy { login __typename } closedAt updatedAt
                  potentialMergeCommit { oid parents(first: 2) { nodes { oid } } }
                  viewerCanMergeAsAdmin isInMergeQueue mergeQueueEntry { id position state }
                  labels(first: 100) { nodes { name } } reviewDecision
                  reviewRequests(first: 100) { nodes { requestedReviewer { __typename
                    ... on User { login databaseId id } ... on Team { name } } } }
                  reviews(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes {
                    id databaseId fullDatabaseId state body author { ...who } authorAssociation
                    authorCanPushToRepository commit { oid } submittedAt updatedAt lastEditedAt
                    isMinimized url } }
                  reviewThreads(first: 100) { pageInfo { hasNextPage endCursor } nodes {
                    id isResolved path line comments(first: 100) {
                      pageInfo { hasNextPage endCursor } nodes {
                      id databaseId fullDatabaseId body author { ...who } authorAssociation
                      createdAt updatedAt lastEditedAt isMinimized url replyTo { fullDatabaseId }
                      commit { oid } path line } } } }
                  comments(first: 100) { pageInfo { hasNextPage endCursor } nodes {
                    id databaseId fullDatabaseId body author { ...who } authorAssociation createdAt
                    updatedAt lastEditedAt isMinimized url } }
                  commits(last: 1) { nodes { commit { oid pushedDate committedDate
                    statusCheckRollup { state contexts(first: 100) {
                      pageInfo { hasNextPage endCursor } nodes { __typename
                      ... on CheckRun { databaseId name status conclusion startedAt completedAt
                        detailsUrl isRequired(pullRequestNumber: $number)
                        checkSuite { app { slug databaseId } } }
                      ... on StatusContext { id context state createdAt targetUrl
                        isRequired(pullRequestNumber: $number) creator { login } } } } } } } }
                  timelineItems(itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT, CLOSED_EVENT], last: 20) {
                    nodes { __typename
                      ... on HeadRefForcePushedEvent { createdAt afterCommit { oid } }
                      ... on ClosedEvent { createdAt actor { login } } } }
                }
              }
            }
            fragment who on Actor { __typename login ... on User { databaseId id }
              ... on Bot { databaseId id } }
            """;

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

    private Json.Obj answer() throws Exception {
        Json.Obj answer =
                stage.client
                        .query(
                                SNAPSHOT,
                                Json.object()
                                        .put("owner", "acme")
                                        .put("name", "web")
                                        .put("number", stage.pull.number())
                                        .build())
                        .object();
        assertThat(answer.get("errors")).isEmpty();
        return answer.object("data");
    }

    private Json.Obj pull() throws Exception {
        return answer().object("repository").object("pullRequest");
    }

    @Test
    @Proves("GH-96")
    void oneQueryShowsAllOfIt() throws Exception {
        App ci = stage.simulator.host().app("ci");
        stage.web.protect("main", BranchRules.none().reviews(1).check("build", ci));
        stage.pull.label("bug");
        stage.pull.talk().request(stage.admin);
        stage.pull.talk().requestTeam("core");
        stage.pull.review(stage.hubot, Review.State.APPROVED);
        var thread = stage.pull.talk().thread(stage.hubot, "a.txt", 3, "Why?");
        stage.pull.talk().reply(stage.mona, thread.comments().getFirst().id(), "Because.");
        stage.pull.talk().comment(stage.simulator.host().bot("helper"), "Beep");
        stage.web.checkRun(stage.pull.headSha(), "build", ci, "success");
        stage.web.status(stage.hubot, stage.pull.headSha(), "lint", "failure");

        Json.Obj data = answer();
        assertThat(data.object("viewer").text("login")).hasValue("hubot");
        assertThat(data.object("rateLimit").number("cost")).hasValue(1L);
        Json.Obj pull = data.object("repository").object("pullRequest");
        assertThat(pull.text("headRefOid")).hasValue(stage.pull.headSha());
        assertThat(pull.text("mergeable")).hasValue("MERGEABLE");
        assertThat(pull.text("mergeStateStatus")).hasValue("UNSTABLE");
        assertThat(pull.text("reviewDecision")).hasValue("APPROVED");
        assertThat(pull.object("potentialMergeCommit").object("parents").items("nodes"))
                .extracting(each -> ((Json.Obj) each).text("oid").orElseThrow())
                .containsExactly(stage.web.branch("main").orElseThrow(), stage.pull.headSha());
        Json.Obj review = first(pull, "reviews");
        assertThat(review.text("state")).hasValue("APPROVED");
        assertThat(review.isTrue("authorCanPushToRepository")).isTrue();
        assertThat(pull.object("reviewRequests").items("nodes").toString())
                .contains("root")
                .contains("core");
        List<Json> notes = first(pull, "reviewThreads").object("comments").items("nodes");
        assertThat(notes).hasSize(2);
        assertThat(((Json.Obj) notes.get(1)).object("replyTo").text("fullDatabaseId"))
                .isEqualTo(((Json.Obj) notes.get(0)).text("fullDatabaseId"));
        assertThat(first(pull, "comments").object("author").text("__typename")).hasValue("Bot");
        Json.Obj rollup = first(pull, "commits").object("commit").object("statusCheckRollup");
        assertThat(rollup.text("state")).hasValue("FAILURE");
        List<Json> contexts = rollup.object("contexts").items("nodes");
        assertThat(((Json.Obj) contexts.get(0)).isTrue("isRequired")).isTrue();
        assertThat(((Json.Obj) contexts.get(1)).isTrue("isRequired")).isFalse();
    }

    private static Json.Obj first(Json.Obj pull, String list) {
        return (Json.Obj) pull.object(list).items("nodes").getFirst();
    }

    @Test
    @Proves("GH-97")
    void whetherItMergesIsKnownLateAndForOneHead() throws Exception {
        stage.simulator.host().timing(new Timing(2, Duration.ZERO, 0));
        assertThat(pull().text("mergeable")).hasValue("UNKNOWN");
        assertThat(pull().text("mergeStateStatus")).hasValue("UNKNOWN");
        assertThat(pull().text("mergeable")).hasValue("MERGEABLE");
        String old = stage.pull.headSha();
        stage.web.commit(stage.mona, "topic", "More", java.util.Map.of("d.txt", "d\n"));
        Json.Obj late = pull();
        assertThat(late.text("mergeable")).hasValue("UNKNOWN");
        assertThat(late.object("potentialMergeCommit").object("parents").items("nodes").toString())
                .as("the old test merge is still shown")
                .contains(old);
    }

    @Test
    @Proves("GH-100")
    void aFieldThatIsNotServedIsAnErrorAndOneThatIsNotPublishedToo() throws Exception {
        Json.Obj unserved =
                stage.client
                        .query("{ repository(owner: \"acme\", name: \"web\") { stargazerCount } }")
                        .object();
        assertThat(unserved.get("data")).isEmpty();
        assertThat(unserved.items("errors").toString())
                .contains("the simulator does not serve Repository.stargazerCount");
        Json.Obj unpublished =
                stage.client
                        .query("{ repository(owner: \"acme\", name: \"web\") { wheels } }")
                        .object();
        assertThat(unpublished.items("errors").toString()).contains("wheels");
    }

    @Test
    void listsNeedABoundAndComeInPages() throws Exception {
        for (int i = 0; i < 3; i++) {
            stage.pull.talk().comment(stage.hubot, "c" + i);
        }
        String query =
                "query($after: String) { repository(owner: \"acme\", name: \"web\") {"
                        + " pullRequest(number: 1) { comments(first: 2, after: $after) {"
                        + " pageInfo { hasNextPage endCursor } nodes { body } } } } }";
        Json.Obj page = comments(stage.client.query(query).object());
        assertThat(page.items("nodes")).hasSize(2);
        assertThat(page.object("pageInfo").isTrue("hasNextPage")).isTrue();
        String cursor = page.object("pageInfo").text("endCursor").orElseThrow();
        Json.Obj second =
                comments(
                        stage.client
                                .query(query, Json.object().put("after", cursor).build())
                                .object());
        assertThat(second.items("nodes").toString()).contains("c2").doesNotContain("c1");
        assertThat(stage.client.query(query.replace("first: 2, ", "")).text())
                .contains("MISSING_PAGINATION_BOUNDARIES");
        assertThat(stage.client.query(query.replace("first: 2", "first: 101")).text())
                .contains("EXCESSIVE_PAGINATION");
    }

    private static Json.Obj comments(Json.Obj answer) {
        return answer.object("data").object("repository").object("pullRequest").object("comments");
    }

    @Test
    void aMissingPullRequestIsAnErrorWithItsPath() throws Exception {
        Json.Obj answer =
                stage.client
                        .query(
                                "{ repository(owner: \"acme\", name: \"web\") {"
                                        + " pullRequest(number: 99) { id } } }")
                        .object();
        Json.Obj error = (Json.Obj) answer.items("errors").getFirst();
        assertThat(error.text("type")).hasValue("NOT_FOUND");
        assertThat(error.get("path"))
                .isEqualTo(Optional.of(Json.texts(List.of("repository", "pullRequest"))));
    }

    @Test
    void manyPullRequestsAreProbedAtOnce() throws Exception {
        StringBuilder query = new StringBuilder("{");
        for (int i = 0; i < 50; i++) {
            query.append(" p")
                    .append(i)
                    .append(": repository(owner: \"acme\", name: \"web\") { pullRequest(number: 1)")
                    .append(" { headRefOid baseRefOid state isDraft mergeable mergeStateStatus")
                    .append(" updatedAt commits(last: 1) { nodes { commit {")
                    .append(" statusCheckRollup { state } } } } } }");
        }
        Json.Obj answer = stage.client.query(query.append(" }").toString()).object();
        assertThat(answer.get("errors")).isEmpty();
        assertThat(answer.object("data").members()).hasSize(50);
    }

    @Test
    void draftIsChangedByMutation() throws Exception {
        String id = pull().text("id").orElseThrow();
        String mutation =
                "mutation($id: ID!) { convertPullRequestToDraft(input: {pullRequestId: $id}) {"
                        + " pullRequest { isDraft } } }";
        Json.Obj variables = Json.object().put("id", id).build();
        assertThat(stage.client.query(mutation, variables).object().get("errors")).isEmpty();
        assertThat(stage.pull.draft()).isTrue();
        stage.client.query(
                mutation.replace("convertPullRequestToDraft", "markPullRequestReadyForReview"),
                variables);
        assertThat(stage.pull.draft()).isFalse();
    }
}
