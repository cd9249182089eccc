package dev.stile.connectors.github.snapshot;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.branch.Repositories;
import dev.stile.connectors.github.client.GitHubClient;
import dev.stile.connectors.github.client.GraphAnswer;
import dev.stile.connectors.github.client.ReadAnswer;
import dev.stile.connectors.github.snapshot.Snapshot.Listed;
import dev.stile.connectors.github.wire.Node;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Looks at a pull request by the lists of the REST interface, on a server whose GraphQL interface
 * lacks a field of the one query for all of it. Both fill one snapshot. Reads that found nothing
 * new cost nothing of the budget. Any thread may use it.
 */
final class RestReader {
    private final GitHubClient client;
    private final RestLists lists;
    private final UntoldReader untold;
    private final Repositories repositories;
    private final String operation;
    private final Clock clock;

    RestReader(GitHubClient client, int pageCap, String operation, Clock clock) {
        this.client = client;
        this.lists = new RestLists(client, pageCap, operation);
        this.untold = new UntoldReader(pageCap);
        this.repositories = new Repositories(client);
        this.operation = operation;
        this.clock = clock;
    }

    /** What the server lacks is found out anew. */
    void forget() {
        untold.forget();
    }

    /**
     * @param asking sends queries about this pull request
     * @throws HeadMoved if its parts are not of one head, base, and state
     */
    Snapshot read(PrRef asked, UntoldReader.Asking asking, CallContext call) throws HeadMoved {
        Node repository =
                RestWords.repository(require(client.repo(asked.repo()), What.PROJECT, call));
        RepoRef repo = new RepoRef(asked.repo().host(), repository.token("nameWithOwner").text());
        PrRef pr = new PrRef(repo, asked.prNumber());
        Node request = RestWords.pull(require(url(pr, "pulls"), What.RECORD, call));
        Sha head = request.sha("headRefOid");
        Untold more = untold.read(head, asking);
        Users users = new Users(repo.host(), viewer(more.answer()));
        Map<Part, Listed> found = new EnumMap<>(Part.class);
        found.put(Part.REVIEWS, reviews(pr, more, users, call));
        found.put(Part.THREADS, threads(pr, more, call));
        found.put(
                Part.COMMENTS,
                lists.read(
                        url(pr, "issues", "comments"),
                        Node::items,
                        comment -> more.completed(RestWords.comment(comment)),
                        call));
        found.put(Part.CHECKS, checks(repo, head, call));
        Node last = RestWords.pull(require(url(pr, "pulls"), What.RECORD, call));
        if (!ground(last).equals(ground(request))) {
            throw new HeadMoved();
        }
        return new Snapshot(
                pr,
                more.answer(),
                repository,
                RestWords.joined(last, more.request()),
                head,
                found,
                Map.of(),
                viewer(more.answer()),
                clock.instant());
    }

    /** What may not change while the parts are read one after another. */
    private static List<Object> ground(Node request) {
        return List.of(
                request.sha("headRefOid"),
                request.branch("baseRefName"),
                request.tri("isDraft"),
                request.token("state"));
    }

    private static Token viewer(GraphAnswer answer) {
        return answer.find("viewer").map(node -> node.token("login")).orElse(new Token("-"));
    }

    private Url url(PrRef pr, String collection, String... below) {
        List<String> path = new ArrayList<>(List.of(collection, "" + pr.prNumber()));
        path.addAll(List.of(below));
        return client.repo(pr.repo(), path.toArray(String[]::new));
    }

    private Node require(Url url, What what, CallContext call) {
        ReadAnswer answer = client.ask(url, operation, call);
        return answer.body().orElseThrow(() -> answer.error(what));
    }

    /** Whether their authors may push is asked once for each who has an opinion. */
    private Listed reviews(PrRef pr, Untold more, Users users, CallContext call) {
        Map<String, Tri> may = new HashMap<>();
        UnaryOperator<Node> words =
                review -> {
                    Node said = more.completed(RestWords.review(review));
                    UserRef author = users.of(said.find("author"));
                    if (author.kind() != UserRef.Kind.HUMAN || !isOpinion(said)) {
                        return said;
                    }
                    Tri writes =
                            may.computeIfAbsent(
                                    author.id().text(),
                                    id -> repositories.canWrite(pr.repo(), author, call));
                    return writes == Tri.UNKNOWN
                            ? said
                            : RestWords.with(
                                    said,
                                    "authorCanPushToRepository",
                                    Json.flag(writes == Tri.YES));
                };
        return lists.read(url(pr, "pulls", "reviews"), Node::items, words, call);
    }

    private static boolean isOpinion(Node review) {
        Optional<ReviewerState> state = Reviews.state(review);
        return state.equals(Optional.of(ReviewerState.APPROVED))
                || state.equals(Optional.of(ReviewerState.CHANGES_REQUESTED));
    }

    /** An answer names the first comment of its thread. */
    private Listed threads(PrRef pr, Untold more, CallContext call) {
        Listed comments =
                lists.read(
                        url(pr, "pulls", "comments"),
                        Node::items,
                        comment -> more.completed(RestWords.comment(comment)),
                        call);
        Map<String, List<Node>> byFirst = new LinkedHashMap<>();
        for (Node comment : comments.items()) {
            String first =
                    comment.find("replyTo")
                            .map(Comments::id)
                            .orElseGet(() -> Comments.id(comment))
                            .text();
            byFirst.computeIfAbsent(first, id -> new ArrayList<>()).add(comment);
        }
        List<Node> threads = new ArrayList<>();
        byFirst.forEach((first, said) -> threads.add(thread(first, said, more)));
        return new Listed(threads, comments.complete());
    }

    private static Node thread(String first, List<Node> said, Untold more) {
        Node thread = RestWords.thread("of-" + first, said);
        return said.stream()
                .flatMap(comment -> more.thread(comment).stream())
                .findFirst()
                .map(known -> RestWords.titled(thread, known))
                .orElse(thread);
    }

    /**
     * Of check runs the host leaves out older ones itself; of statuses it tells all, the newest
     * first.
     */
    private Listed checks(RepoRef repo, Sha head, CallContext call) {
        Listed runs =
                lists.read(
                        client.repo(repo, "commits", head.text(), "check-runs"),
                        body -> body.items("check_runs"),
                        RestWords::run,
                        call);
        Listed statuses =
                lists.read(
                        client.repo(repo, "commits", head.text(), "statuses"),
                        Node::items,
                        RestWords::status,
                        call);
        List<Node> all = new ArrayList<>(runs.items());
        Set<Tainted<String>> contexts = new HashSet<>();
        statuses.items().stream()
                .filter(status -> contexts.add(status.text("context")))
                .forEach(all::add);
        return new Listed(all, runs.complete() && statuses.complete());
    }
}
