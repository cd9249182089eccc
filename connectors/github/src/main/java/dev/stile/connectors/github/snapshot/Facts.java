package dev.stile.connectors.github.snapshot;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.ChecksCounting;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.QueueEntry;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.Visibility;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Moment;
import dev.stile.connectors.github.snapshot.MergeRules.Verdict;
import dev.stile.connectors.github.snapshot.Snapshot.Listed;
import dev.stile.connectors.github.wire.Node;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** What a snapshot says under the rules of its base branch. Any thread may use it. */
public final class Facts {
    private enum StateWord {
        OPEN,
        CLOSED,
        MERGED,
        OTHER
    }

    private enum EventType {
        HEADREFFORCEPUSHEDEVENT,
        CLOSEDEVENT,
        OTHER
    }

    private final Snapshot snapshot;
    private final BranchProtection protection;
    private final boolean countStale;
    private final URI webUrl;
    private final Users users;
    private final Comments comments;

    public Facts(Snapshot snapshot, BranchProtection protection, boolean countStale, URI webUrl) {
        this.snapshot = snapshot;
        this.protection = protection;
        this.countStale = countStale;
        this.webUrl = webUrl;
        this.users = new Users(snapshot.pr().repo().host(), snapshot.viewer());
        this.comments = new Comments(snapshot, users, webUrl);
    }

    public PrFacts all() {
        return new PrFacts(status(), reviews(), comments(), protection);
    }

    /** The rules that it is held against. */
    public BranchProtection protection() {
        return protection;
    }

    public PRComments comments() {
        return comments.all();
    }

    public ReviewStatus reviews() {
        OptionalInt required = protection.requiredReviews();
        return Reviews.of(snapshot, users, comments, required, countStale);
    }

    public PRStatus status() {
        Node request = snapshot.request();
        ChecksCounting.Counted checks = checks();
        PRStatus.State state = state(request);
        Verdict verdict =
                state == PRStatus.State.OPEN
                        ? new MergeRules(snapshot, protection, reviews(), checks.summary())
                                .verdict()
                        : new Verdict(MergeState.UNKNOWN, Set.of());
        Optional<Node> closed = events(EventType.CLOSEDEVENT).reduce((before, after) -> after);
        return new PRStatus(
                snapshot.pr(),
                state,
                request.flag("isDraft"),
                verdict.state(),
                verdict.reasons(),
                checks.state(),
                checks.summary(),
                request.url("url", webUrl),
                request.text("title"),
                labels(request),
                users.of(request.find("author")),
                snapshot.headSha(),
                request.branch("headRefName"),
                request.find("headRepository").map(this::repo),
                headSince(),
                request.sha("baseRefOid"),
                request.branch("baseRefName"),
                request.find("mergeCommit").map(commit -> commit.sha("oid")),
                request.findMoment("mergedAt"),
                state == PRStatus.State.MERGED
                        ? Optional.of(users.of(request.find("mergedBy")))
                        : Optional.empty(),
                request.findMoment("closedAt"),
                state == PRStatus.State.CLOSED
                        ? closed.map(event -> users.of(event.find("actor")))
                        : Optional.empty(),
                request.moment("updatedAt"),
                queue(request),
                snapshot.isWhole("viewerCanMergeAsAdmin")
                        ? request.tri("viewerCanMergeAsAdmin")
                        : Tri.UNKNOWN,
                snapshot.repository().word("visibility", Visibility.class, Visibility.UNKNOWN),
                snapshot.observedAt());
    }

    /** Strategies that the repository and the visible rules leave. */
    public Set<MergeStrategy> allowed() {
        Set<MergeStrategy> allowed = EnumSet.noneOf(MergeStrategy.class);
        allowed.addAll(allowedBy(snapshot.repository()));
        allowed.retainAll(protection.allowedMethods());
        return allowed;
    }

    private static Set<MergeStrategy> allowedBy(Node repository) {
        Set<MergeStrategy> allowed = EnumSet.noneOf(MergeStrategy.class);
        if (repository.tri("mergeCommitAllowed") != Tri.NO) {
            allowed.add(MergeStrategy.MERGE);
        }
        if (repository.tri("squashMergeAllowed") != Tri.NO) {
            allowed.add(MergeStrategy.SQUASH);
        }
        if (repository.tri("rebaseMergeAllowed") != Tri.NO) {
            allowed.add(MergeStrategy.REBASE);
        }
        return allowed;
    }

    private static PRStatus.State state(Node request) {
        return switch (request.word("state", StateWord.class, StateWord.OTHER)) {
            case OPEN -> PRStatus.State.OPEN;
            case CLOSED -> PRStatus.State.CLOSED;
            case MERGED -> PRStatus.State.MERGED;
            case OTHER ->
                    throw new Malformed(
                            "a state of the pull request that is open, closed or merged");
        };
    }

    private ChecksCounting.Counted checks() {
        Listed listed = snapshot.list(Part.CHECKS);
        List<Check> runs =
                listed.items().stream()
                        .map(context -> Checks.of(context, snapshot.headSha()))
                        .toList();
        return ChecksCounting.count(
                snapshot.headSha(),
                runs,
                protection.requiredChecks(),
                protection.complete(),
                listed.complete());
    }

    private static List<Tainted<String>> labels(Node request) {
        return request.find("labels").map(all -> all.items("nodes")).orElse(List.of()).stream()
                .map(label -> label.text("name"))
                .toList();
    }

    private RepoRef repo(Node repository) {
        return new RepoRef(snapshot.pr().repo().host(), repository.token("nameWithOwner").text());
    }

    /**
     * Only a forced push has a time on the host's clock: that of any other is not told, and a
     * commit's own dates are its author's to choose.
     */
    private Optional<Moment> headSince() {
        return events(EventType.HEADREFFORCEPUSHEDEVENT)
                .filter(
                        event ->
                                event.find("afterCommit")
                                        .flatMap(commit -> commit.findSha("oid"))
                                        .equals(Optional.of(snapshot.headSha())))
                .reduce((before, after) -> after)
                .map(event -> event.moment("createdAt"));
    }

    private Stream<Node> events(EventType type) {
        return snapshot
                .request()
                .find("timelineItems")
                .map(all -> all.items("nodes"))
                .orElse(List.of())
                .stream()
                .filter(
                        event ->
                                event.word("__typename", EventType.class, EventType.OTHER) == type);
    }

    /**
     * Its place in the queue.
     *
     * @throws Unavailable if it may be in one: whoever waits for it would take it for out
     */
    private Optional<QueueEntry> queue(Node request) {
        Optional<QueueEntry> entry = request.find("mergeQueueEntry").map(Facts::queueEntry);
        boolean out = snapshot.isWhole("isInMergeQueue") && request.tri("isInMergeQueue") == Tri.NO;
        if (entry.isEmpty() && !out && !snapshot.isWhole("mergeQueueEntry")) {
            throw new Unavailable("the host does not say whether it waits in the merge queue");
        }
        return entry;
    }

    private static QueueEntry queueEntry(Node entry) {
        return new QueueEntry(
                entry.token("id"),
                entry.findWhole("position")
                        .map(place -> OptionalInt.of(Math.toIntExact(place)))
                        .orElse(OptionalInt.empty()));
    }
}
