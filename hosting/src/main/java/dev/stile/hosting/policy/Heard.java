package dev.stile.hosting.policy;

import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.hosting.Visibility;
import dev.stile.hosting.approve.ApprovalCommand;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whose words count. For one snapshot, by one thread. */
final class Heard {
    private final PrFacts facts;
    private final PolicySettings settings;
    private final List<Reviewer> standing;
    private final Set<String> requests = new HashSet<>();

    private final boolean strangersObject;

    Heard(PrFacts facts, PolicySettings settings) {
        this.facts = facts;
        this.settings = settings;
        this.standing =
                facts.reviews().reviewers().stream().filter(each -> !isStranger(each)).toList();
        this.strangersObject = standing.size() < facts.reviews().reviewers().size();
        for (Reviewer reviewer : standing) {
            if (reviewer.state() == ReviewerState.CHANGES_REQUESTED) {
                reviewer.reviewId().ifPresent(id -> requests.add(id.text()));
            }
        }
    }

    /** The snapshot without the change requests of strangers. */
    PrFacts facts() {
        return new PrFacts(facts.status(), reviews(), facts.comments(), facts.protection());
    }

    /** Whether a stranger requests changes, which is shown and does not block. */
    boolean ignoresRequests() {
        return strangersObject;
    }

    private ReviewStatus reviews() {
        ReviewStatus reviews = facts.reviews();
        if (!strangersObject) {
            return reviews;
        }
        boolean requested =
                standing.stream().anyMatch(each -> each.state() == ReviewerState.CHANGES_REQUESTED);
        return new ReviewStatus(
                reviews.complete() && !requested && enough(reviews, reviews.approvals()),
                reviews.approvals(),
                reviews.staleApprovals(),
                reviews.requiredApprovals(),
                requested,
                standing,
                reviews.comments(),
                reviews.headSha(),
                reviews.complete());
    }

    /** Whether so many approvals are what the host asks for, and at least one. */
    static boolean enough(ReviewStatus reviews, long approvals) {
        return approvals >= Math.max(1, reviews.requiredApprovals().orElse(1));
    }

    /** Whether what a comment says becomes work. */
    boolean isWork(PRComment comment) {
        return (hasAccess(comment.canWrite()) || isAdmitted(comment)) && speaks(comment);
    }

    /** Whether nobody knows if it does: nobody works on it, and it holds a merge. */
    boolean isUnsure(PRComment comment) {
        return speaks(comment)
                && !isWork(comment)
                && comment.canWrite() == Tri.UNKNOWN
                && comment.author().kind() != UserRef.Kind.GHOST;
    }

    /** What we and those who are heard said, by thread, oldest first. */
    Map<String, List<PRComment>> threads() {
        Map<String, List<PRComment>> threads = new HashMap<>();
        for (PRComment comment : facts.comments().items()) {
            if (comment.threadId().isPresent() && (comment.own() || isWork(comment))) {
                threads.computeIfAbsent(
                                comment.threadId().get().text(), ignored -> new ArrayList<>())
                        .add(comment);
            }
        }
        return threads;
    }

    private boolean speaks(PRComment comment) {
        return !comment.own()
                && !isCommand(comment)
                && (comment.author().kind() != UserRef.Kind.BOT
                        || isAdmitted(comment)
                        || isRequest(comment));
    }

    private boolean isAdmitted(PRComment comment) {
        return settings.feedback().bots().contains(comment.author().id().text());
    }

    private boolean isCommand(PRComment comment) {
        return settings.approve().enabled()
                && ApprovalCommand.of(comment, facts.status().headSha()) != ApprovalCommand.NONE;
    }

    private boolean isRequest(PRComment comment) {
        return comment.id().kind() == CommentId.Kind.REVIEW
                && (requests.contains(comment.id().id().text())
                        || comment.reviewState()
                                .filter(state -> state == ReviewerState.CHANGES_REQUESTED)
                                .isPresent());
    }

    /** Whether a change request stands of somebody who is not heard, so that nobody works on it. */
    boolean objectsUnheard() {
        return standing.stream()
                .anyMatch(
                        each ->
                                each.state() == ReviewerState.CHANGES_REQUESTED
                                        && !hasAccess(each.canWrite())
                                        && !settings.feedback()
                                                .bots()
                                                .contains(each.user().id().text()));
    }

    private boolean hasAccess(Tri canWrite) {
        return settings.feedback().from() == PolicySettings.From.ALL || canWrite == Tri.YES;
    }

    /** Anybody may object where anybody may read: it is shown, and does not block. */
    private boolean isStranger(Reviewer reviewer) {
        return reviewer.state() == ReviewerState.CHANGES_REQUESTED
                && settings.feedback().from() == PolicySettings.From.WRITE
                && reviewer.canWrite() == Tri.NO
                && facts.status().visibility() == Visibility.PUBLIC;
    }
}
