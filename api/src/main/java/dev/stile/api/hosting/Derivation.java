package dev.stile.api.hosting;

import dev.stile.api.value.Moment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    private List<Check> failing() {
        List<Check> red =
                status.checks().checks().stream()
                        .filter(check -> check.outcome() == Check.Outcome.FAILING)
                        .toList();
        List<Check> required = red.stream().filter(check -> check.required() == Tri.YES).toList();
        return required.isEmpty() ? red : required;
    }

    private boolean isReady() {
        return !status.draft()
                && reviews.approved()
                && status.checksState() == ChecksState.PASSING
                && status.mergeState() == MergeState.MERGEABLE
                && status.checks().complete()
                && reviews.complete()
                && facts.comments().complete()
                && facts.protection().complete();
    }

    /** What is still to be answered, the bodies of standing change requests included. */
    private List<PRComment> openFeedback() {
        List<PRComment> open = new ArrayList<>();
        Optional<Instant> approvedAt = latestCountedApproval();
        for (PRComment comment : facts.comments().items()) {
            boolean standing = isStandingChangeRequest(comment);
            boolean heard = !comment.own() && !comment.hidden() && comment.resolved() != Tri.YES;
            if (heard && (standing || counts(comment, approvedAt))) {
                open.add(comment);
            }
        }
        return open;
    }

    private boolean counts(PRComment comment, Optional<Instant> approvedAt) {
        boolean empty =
                comment.id().kind() == CommentId.Kind.REVIEW
                        && comment.body().equals(comment.body().map(ignored -> ""));
        if (empty) {
            return false;
        }
        boolean newer = approvedAt.map(at -> !lastTouched(comment).isBefore(at)).orElse(true);
        boolean mustResolve =
                comment.threadId().isPresent()
                        && comment.resolved() != Tri.YES
                        && facts.protection().threadResolution() != Tri.NO;
        return reviews.changesRequested() || !reviews.approved() || newer || mustResolve;
    }

    private boolean isStandingChangeRequest(PRComment comment) {
        return comment.id().kind() == CommentId.Kind.REVIEW
                && reviews.reviewers().stream()
                        .anyMatch(
                                reviewer ->
                                        reviewer.state() == ReviewerState.CHANGES_REQUESTED
                                                && reviewer.reviewId()
                                                        .equals(Optional.of(comment.id().id())));
    }

    private static Instant lastTouched(PRComment comment) {
        Instant created = comment.createdAt().at();
        Instant updated = comment.updatedAt().at();
        return updated.isAfter(created) ? updated : created;
    }

    private Optional<Instant> latestCountedApproval() {
        return reviews.reviewers().stream()
                .filter(Reviewer::counted)
                .flatMap(reviewer -> reviewer.submittedAt().stream())
                .map(Moment::at)
                .max(Instant::compareTo);
    }
}
