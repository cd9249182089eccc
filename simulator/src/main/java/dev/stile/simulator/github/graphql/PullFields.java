package dev.stile.simulator.github.graphql;

import dev.stile.simulator.github.rest.Addresses;
import dev.stile.simulator.github.rest.MergeWords;
import dev.stile.simulator.github.rest.People;
import dev.stile.simulator.github.rest.Times;
import dev.stile.simulator.hosting.MergeGate;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.QueueEntry;
import dev.stile.simulator.hosting.TimelineEvent;

import graphql.schema.DataFetchingEnvironment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of pull requests, of their place in a queue and of what happened to them. */
final class PullFields {
    private static final Map<TimelineEvent.Kind, String> EVENTS =
            Map.of(
                    TimelineEvent.Kind.HEAD_FORCE_PUSHED, "HEAD_REF_FORCE_PUSHED_EVENT",
                    TimelineEvent.Kind.CLOSED, "CLOSED_EVENT",
                    TimelineEvent.Kind.REOPENED, "REOPENED_EVENT",
                    TimelineEvent.Kind.MERGED, "MERGED_EVENT",
                    TimelineEvent.Kind.REMOVED_FROM_QUEUE, "REMOVED_FROM_MERGE_QUEUE_EVENT");

    private PullFields() {}

    static void add(Served served) {
        plain(served);
        merging(served);
        lists(served);
        events(served);
    }

    private static void plain(Served served) {
        served.of("PullRequest", PullRequest.class)
                .field("id", pull -> Addresses.node("PR", pull.id()))
                .field("databaseId", pull -> (int) pull.id())
                .field("fullDatabaseId", pull -> String.valueOf(pull.id()))
                .field("number", PullRequest::number)
                .seen("url", (pull, in) -> View.of(in).addresses().page(pull))
                .field("state", pull -> pull.state().name())
                .field("closed", pull -> !pull.isOpen())
                .field("merged", pull -> pull.state() == PullRequest.State.MERGED)
                .field("isDraft", PullRequest::draft)
                .field("title", PullRequest::title)
                .field("body", PullRequest::body)
                .seen("author", (pull, in) -> View.of(in).author(pull.author()))
                .field(
                        "authorAssociation",
                        pull -> People.association(pull.repository(), pull.author()))
                .field("headRefName", PullRequest::headBranch)
                .field("headRefOid", PullRequest::headSha)
                .field("headRepository", PullRequest::headRepository)
                .field("isCrossRepository", pull -> isCross(pull))
                .field("repository", PullRequest::repository)
                .field("baseRepository", PullRequest::repository)
                .field("baseRefName", PullRequest::base)
                .field("baseRefOid", PullRequest::baseSha)
                .field("createdAt", pull -> Times.wire(pull.createdAt()))
                .field("updatedAt", pull -> Times.wire(pull.updatedAt()))
                .field("closedAt", pull -> pull.closedAt().map(Times::wire))
                .field("mergedAt", pull -> pull.mergedAt().map(Times::wire))
                .seen("mergedBy", (pull, in) -> pull.mergedBy().flatMap(View.of(in)::author));
    }

    private static boolean isCross(PullRequest pull) {
        return pull.headRepository().filter(pull.repository()::equals).isEmpty();
    }

    private static void merging(Served served) {
        served.of("PullRequest", PullRequest.class)
                .field("mergeable", pull -> pull.mergeability().state().name())
                .field("mergeStateStatus", pull -> MergeWords.of(pull))
                .field(
                        "mergeCommit",
                        pull ->
                                pull.mergeSha()
                                        .map(sha -> new Nodes.Commit(pull.repository(), sha)))
                .field("potentialMergeCommit", PullFields::testMerge)
                .seen(
                        "viewerCanMergeAsAdmin",
                        (pull, in) ->
                                View.of(in)
                                        .caller()
                                        .account()
                                        .filter(new MergeGate(pull)::passesAll)
                                        .isPresent())
                .field("reviewDecision", pull -> new MergeGate(pull).reviewDecision())
                .field("isInMergeQueue", pull -> pull.repository().queue().entry(pull).isPresent())
                .field("mergeQueueEntry", pull -> pull.repository().queue().entry(pull));
        served.of("MergeQueueEntry", QueueEntry.class)
                .field("id", entry -> Addresses.node("MQE", entry.id()))
                .field("position", entry -> entry.pull().repository().queue().position(entry))
                .field("state", entry -> entry.state().name())
                .field("enqueuedAt", entry -> Times.wire(entry.enqueuedAt()))
                .field("enqueuer", QueueEntry::enqueuer)
                .field("jump", _ -> false)
                .field("solo", _ -> false)
                .field("pullRequest", QueueEntry::pull)
                .field(
                        "headCommit",
                        entry ->
                                entry.groupSha()
                                        .map(
                                                sha ->
                                                        new Nodes.Commit(
                                                                entry.pull().repository(), sha)));
    }

    private static Optional<Nodes.Commit> testMerge(PullRequest pull) {
        return pull.isOpen()
                ? pull.mergeability()
                        .testMerge()
                        .map(sha -> new Nodes.Commit(pull.repository(), sha))
                : Optional.empty();
    }

    private static void lists(Served served) {
        served.of("PullRequest", PullRequest.class)
                .seen(
                        "labels",
                        (pull, in) ->
                                Connections.of(
                                        in,
                                        pull.labels().stream()
                                                .map(name -> Map.of("name", name))
                                                .toList()))
                .seen("reviewRequests", PullFields::requests)
                .seen(
                        "reviews",
                        (pull, in) ->
                                Connections.of(
                                        in,
                                        pull.talk().reviews().stream()
                                                .map(each -> new Nodes.Opinion(pull, each))
                                                .toList()))
                .seen(
                        "reviewThreads",
                        (pull, in) ->
                                Connections.of(
                                        in,
                                        pull.talk().threads().stream()
                                                .map(each -> new Nodes.Thread(pull, each))
                                                .toList()))
                .seen(
                        "comments",
                        (pull, in) ->
                                Connections.of(
                                        in,
                                        pull.talk().comments().stream()
                                                .map(each -> new Nodes.Remark(pull, each))
                                                .toList()))
                .seen("commits", PullFields::commits)
                .seen("timelineItems", PullFields::timeline);
        for (String type :
                List.of(
                        "Label",
                        "ReviewRequest",
                        "PullRequestReview",
                        "PullRequestReviewThread",
                        "PullRequestReviewComment",
                        "IssueComment",
                        "PullRequestCommit",
                        "PullRequestTimelineItems",
                        "StatusCheckRollupContext")) {
            served.connection(type);
        }
        served.members("Label", "name");
        served.members("PageInfo", "hasNextPage", "hasPreviousPage", "startCursor", "endCursor");
        served.of("ReviewRequest", Nodes.Request.class)
                .field("requestedReviewer", Nodes.Request::reviewer)
                .field("asCodeOwner", _ -> false);
        served.of("Team", Nodes.Team.class)
                .field("name", Nodes.Team::name)
                .field("slug", Nodes.Team::name);
    }

    private static Object requests(PullRequest pull, DataFetchingEnvironment in) {
        List<Nodes.Request> all = new ArrayList<>();
        pull.talk().requested().forEach(each -> all.add(new Nodes.Request(each)));
        pull.talk()
                .requestedTeams()
                .forEach(each -> all.add(new Nodes.Request(new Nodes.Team(each))));
        return Connections.of(in, all);
    }

    private static Object commits(PullRequest pull, DataFetchingEnvironment in) {
        List<String> shas = new ArrayList<>();
        boolean onlyLast =
                in.getArgument("last") instanceof Integer last
                        && last == 1
                        && !in.getSelectionSet().contains("totalCount");
        if (onlyLast) {
            shas.add(pull.headSha());
        } else {
            String base =
                    pull.repository()
                            .branch(pull.base())
                            .filter(_ -> pull.isOpen())
                            .orElse(pull.baseSha());
            shas.addAll(pull.repository().bare().between(base, pull.headSha()));
        }
        return Connections.of(
                in,
                shas.stream()
                        .map(sha -> new Nodes.PullCommit(new Nodes.Commit(pull.repository(), sha)))
                        .toList());
    }

    private static Object timeline(PullRequest pull, DataFetchingEnvironment in) {
        Object wanted = in.getArgument("itemTypes");
        if (!(wanted instanceof List<?> types)) {
            throw new QueryFailure(
                    "UNSERVED", "the simulator lists timeline items of named types only");
        }
        return Connections.of(
                in,
                pull.events().stream()
                        .filter(event -> types.contains(EVENTS.get(event.kind())))
                        .toList());
    }

    private static void events(Served served) {
        for (String type :
                List.of(
                        "HeadRefForcePushedEvent",
                        "ClosedEvent",
                        "ReopenedEvent",
                        "MergedEvent",
                        "RemovedFromMergeQueueEvent")) {
            served.of(type, TimelineEvent.class)
                    .field("id", event -> Addresses.node("EV", event.id()))
                    .field("createdAt", event -> Times.wire(event.at()))
                    .seen("actor", (event, in) -> View.of(in).author(event.actor()));
        }
        served.of("HeadRefForcePushedEvent", TimelineEvent.class)
                .field("beforeCommit", event -> event.before().map(PullFields::bareCommit))
                .field("afterCommit", event -> event.after().map(PullFields::bareCommit));
        served.of("MergedEvent", TimelineEvent.class)
                .field("commit", event -> event.after().map(PullFields::bareCommit));
    }

    // Of a commit that may be gone from every branch only its name is known.
    private static Map<String, Object> bareCommit(String sha) {
        return Map.of("oid", sha);
    }
}
