package dev.stile.api.hosting;

import dev.stile.api.value.Moment;
import dev.stile.api.value.Token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From facts to events. Pure: no clock, no memory. */
final class Derivation {
    private final PRStatus status;
    private final ReviewStatus reviews;
    private final PrFacts facts;

    private Derivation(PrFacts facts) {
        this.facts = facts;
        this.status = facts.status();
        this.reviews = facts.reviews();
    }

    static List<PrEvent> of(PrFacts facts) {
        return new Derivation(facts).events();
    }

    private List<PrEvent> events() {
        PrRef pr = status.pr();
        Instant at = status.observedAt();
        return switch (status.state()) {
            case MERGED ->
                    List.of(
                            new PrEvent.PrMerged(
                                    pr,
                                    status.headSha(),
                                    status.baseSha(),
                                    at,
                                    status.mergeSha(),
                                    status.mergedAt(),
                                    status.mergedBy()));
            case CLOSED ->
                    List.of(
                            new PrEvent.PrClosed(
                                    pr,
                                    status.headSha(),
                                    status.baseSha(),
                                    at,
                                    status.closedAt(),
                                    status.closedBy()));
            case OPEN -> whileOpen(pr, at);
        };
    }

    private List<PrEvent> whileOpen(PrRef pr, Instant at) {
        List<PrEvent> events = new ArrayList<>();
        List<PRComment> open = openFeedback();
        if (!open.isEmpty()) {
            events.add(new PrEvent.PrComments(pr, status.headSha(), status.baseSha(), at, open));
        }
        if (status.mergeState() == MergeState.CONFLICTING) {
            events.add(new PrEvent.PrMergeConflict(pr, status.headSha(), status.baseSha(), at));
        }
        if (status.checksState() == ChecksState.FAILING) {
            events.add(
                    new PrEvent.PrCiFailure(pr, status.headSha(), status.baseSha(), at, failing()));
        }
        if (status.mergeState() == MergeState.BLOCKED) {
            events.add(
                    new PrEvent.PrBlocked(
                            pr, status.headSha(), status.baseSha(), at, status.blockReasons()));
        }
        if (isReady()) {
            events.add(new PrEvent.PrReadyToMerge(pr, status.headSha(), status.baseSha(), at));
        }
        return events;
    }

    /** Where nobody says which checks are required, all are. */
    private List<Check> failing() {
        List<Check> red =
                status.checks().checks().stream()
                        .filter(check -> check.outcome() == Check.Outcome.FAILING)
                        .toList();
        List<Check> needed = red.stream().filter(check -> check.required() != Tri.NO).toList();
        return needed.isEmpty() ? red : needed;
    }

    private boolean isReady() {
        return !status.draft()
                && reviews.approved()
                && status.checksState() == ChecksState.PASSING
                && status.mergeState() == MergeState.MERGEABLE
                && status.checks().complete()
                && reviews.complete()
                && facts.comments().complete()
                && facts.protection().complete()
                && reviews.headSha().equals(status.headSha())
                && status.checks().headSha().equals(status.headSha());
    }

    /** What is still to be answered: every standing change request, and what may be one more. */
    private List<PRComment> openFeedback() {
        Map<Token, Reviewer> requests = new LinkedHashMap<>();
        for (Reviewer reviewer : reviews.reviewers()) {
            if (reviewer.state() == ReviewerState.CHANGES_REQUESTED) {
                requests.put(reviewId(reviewer), reviewer);
            }
        }
        // Asked once, and not for each of a thousand comments.
        Instant since =
                reviews.changesRequested() || !reviews.approved()
                        ? Instant.MIN
                        : latestCountedApproval();
        boolean threadsCount = facts.protection().threadResolution() != Tri.NO;
        Set<Token> approvals = countedReviews();
        List<PRComment> open = new ArrayList<>();
        for (PRComment comment : everySaid()) {
            boolean review = comment.id().kind() == CommentId.Kind.REVIEW;
            boolean standing = review && requests.remove(comment.id().id()) != null;
            boolean approves = review && approvals.contains(comment.id().id());
            if (!comment.own() && (standing || isOpen(comment, since, threadsCount, approves))) {
                open.add(comment);
            }
        }
        requests.forEach((id, reviewer) -> open.add(asComment(id, reviewer)));
        open.sort(Comparator.comparing(comment -> comment.createdAt().at()));
        return open;
    }

    /** The bodies of reviews are among the comments; one that is not is heard all the same. */
    private Collection<PRComment> everySaid() {
        List<PRComment> items = facts.comments().items();
        Map<CommentId, PRComment> said =
                LinkedHashMap.newLinkedHashMap(items.size() + reviews.comments().size());
        for (PRComment comment : items) {
            said.put(comment.id(), comment);
        }
        for (PRComment comment : reviews.comments()) {
            said.putIfAbsent(comment.id(), comment);
        }
        return said.values();
    }

    /**
     * @param since when it was approved; {@link Instant#MIN} while nothing that was said is settled
     */
    private static boolean isOpen(
            PRComment comment, Instant since, boolean threadsCount, boolean approves) {
        if (comment.hidden() || comment.resolved() == Tri.YES || isEmptyReview(comment)) {
            return false;
        }
        return since.equals(Instant.MIN)
                || (threadsCount && comment.threadId().isPresent())
                || isNewer(comment, since, approves);
    }

    /**
     * Clocks of hosts count seconds: what was said in the second of the approval may be newer, but
     * for the approval's own words.
     */
    private static boolean isNewer(PRComment comment, Instant approvedAt, boolean approves) {
        Instant touched = lastTouched(comment);
        return touched.isAfter(approvedAt) || (!approves && touched.equals(approvedAt));
    }

    private static boolean isEmptyReview(PRComment comment) {
        return comment.id().kind() == CommentId.Kind.REVIEW
                && comment.body().equals(comment.body().map(ignored -> ""));
    }

    /** A change request without words, which no list of comments holds. */
    private PRComment asComment(Token id, Reviewer reviewer) {
        Moment at = reviewer.submittedAt().orElse(status.updatedAt());
        return new PRComment(
                new CommentId(CommentId.Kind.REVIEW, id),
                reviewer.user(),
                status.title().map(ignored -> ""),
                at,
                at,
                Tri.UNKNOWN,
                false,
                status.url(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                reviewer.sha(),
                Optional.of(ReviewerState.CHANGES_REQUESTED),
                Tri.UNKNOWN,
                false,
                reviewer.canWrite());
    }

    private static Token reviewId(Reviewer reviewer) {
        return reviewer.reviewId().orElseGet(() -> reviewer.user().id());
    }

    private Set<Token> countedReviews() {
        Set<Token> counted = new HashSet<>();
        for (Reviewer reviewer : reviews.reviewers()) {
            if (reviewer.counted()) {
                reviewer.reviewId().ifPresent(counted::add);
            }
        }
        return counted;
    }

    private static Instant lastTouched(PRComment comment) {
        Instant created = comment.createdAt().at();
        Instant updated = comment.updatedAt().at();
        return updated.isAfter(created) ? updated : created;
    }

    /** {@link Instant#MIN} where no host says when. */
    private Instant latestCountedApproval() {
        return reviews.reviewers().stream()
                .filter(Reviewer::counted)
                .flatMap(reviewer -> reviewer.submittedAt().stream())
                .map(Moment::at)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }
}
