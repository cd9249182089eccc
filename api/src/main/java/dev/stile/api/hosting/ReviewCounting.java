package dev.stile.api.hosting;

import dev.stile.api.value.Moment;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * From the reviews that a host lists to what its reviewers say now: the same on every host. Pure.
 *
 * <p>Only an approval, a change request and a dismissal change an opinion; a dismissal leaves none,
 * and brings back no older one. An account that is gone is nobody in particular, so each of its
 * reviews stands for itself.
 */
public final class ReviewCounting {
    /**
     * One review as the host has it now.
     *
     * @param state what it says; one that waits for its end is not passed in
     * @param stillCounted whether the host itself still counts an approval, where it says so
     */
    public record Given(
            UserRef user,
            ReviewerState state,
            Token id,
            Optional<Sha> sha,
            Moment submittedAt,
            Tri canWrite,
            Tri stillCounted) {}

    /**
     * What the reviews are held against.
     *
     * @param author whose pull request it is; an approval of theirs counts for nothing
     * @param required how many approvals the host asks for, where it says so
     * @param countStale whether an approval on an older head counts that the host still counts
     */
    public record Rules(Sha headSha, UserRef author, OptionalInt required, boolean countStale) {}

    private ReviewCounting() {}

    /**
     * Counts.
     *
     * @param reviews in any order
     * @param asked who was asked; those without an opinion or a comment are pending
     * @param bodies of reviews, handed on
     * @param complete whether all reviews are there
     */
    public static ReviewStatus count(
            Rules rules,
            List<Given> reviews,
            List<UserRef> asked,
            List<PRComment> bodies,
            boolean complete) {
        List<Reviewer> reviewers = new ArrayList<>();
        for (Given standing : standing(reviews)) {
            reviewers.add(reviewer(standing, rules));
        }
        for (UserRef user : asked) {
            if (reviewers.stream().noneMatch(there -> there.user().isSameAs(user))) {
                reviewers.add(pending(user));
            }
        }
        int approvals = (int) reviewers.stream().filter(Reviewer::counted).count();
        int stale =
                (int)
                        reviewers.stream()
                                .filter(
                                        reviewer ->
                                                reviewer.whyNot()
                                                        .equals(Optional.of(Reviewer.WhyNot.STALE)))
                                .count();
        boolean changes =
                reviewers.stream()
                        .anyMatch(reviewer -> reviewer.state() == ReviewerState.CHANGES_REQUESTED);
        int needed = Math.max(1, rules.required().orElse(1));
        return new ReviewStatus(
                approvals >= needed && !changes && complete,
                approvals,
                stale,
                rules.required(),
                changes,
                reviewers,
                bodies,
                rules.headSha(),
                complete);
    }

    /** One review a person: their last opinion, else their last word. */
    private static List<Given> standing(List<Given> reviews) {
        List<Given> ordered = new ArrayList<>(reviews);
        ordered.sort(Comparator.comparing(review -> review.submittedAt().at()));
        List<Given> standing = new ArrayList<>();
        for (Given review : ordered) {
            int before = indexOf(standing, review.user());
            if (before < 0) {
                standing.add(review);
            } else if (isOpinion(review.state()) || !isOpinion(standing.get(before).state())) {
                standing.set(before, review);
            }
        }
        return standing;
    }

    private static int indexOf(List<Given> standing, UserRef user) {
        for (int index = 0; index < standing.size(); index++) {
            if (standing.get(index).user().isSameAs(user)) {
                return index;
            }
        }
        return -1;
    }

    private static boolean isOpinion(ReviewerState state) {
        return switch (state) {
            case APPROVED, CHANGES_REQUESTED, DISMISSED -> true;
            case COMMENTED, PENDING -> false;
        };
    }

    private static Reviewer reviewer(Given review, Rules rules) {
        Optional<Reviewer.WhyNot> whyNot =
                review.state() == ReviewerState.APPROVED ? whyNot(review, rules) : Optional.empty();
        return new Reviewer(
                review.user(),
                review.state(),
                Optional.of(review.id()),
                review.sha(),
                Optional.of(review.submittedAt()),
                review.canWrite(),
                review.state() == ReviewerState.APPROVED && whyNot.isEmpty(),
                whyNot);
    }

    private static Optional<Reviewer.WhyNot> whyNot(Given review, Rules rules) {
        if (review.user().isSameAs(rules.author())) {
            return Optional.of(Reviewer.WhyNot.AUTHOR);
        }
        Optional<Reviewer.WhyNot> nobody =
                switch (review.user().kind()) {
                    case HUMAN -> Optional.empty();
                    case BOT -> Optional.of(Reviewer.WhyNot.BOT);
                    case GHOST -> Optional.of(Reviewer.WhyNot.GHOST);
                    case UNKNOWN -> Optional.of(Reviewer.WhyNot.UNKNOWN_KIND);
                };
        if (nobody.isPresent()) {
            return nobody;
        }
        if (review.canWrite() == Tri.NO) {
            return Optional.of(Reviewer.WhyNot.NO_WRITE_ACCESS);
        }
        boolean onHead = review.sha().equals(Optional.of(rules.headSha()));
        boolean admitted = rules.countStale() && review.stillCounted() == Tri.YES;
        if ((!onHead && !admitted) || review.stillCounted() == Tri.NO) {
            return Optional.of(Reviewer.WhyNot.STALE);
        }
        return Optional.empty();
    }

    private static Reviewer pending(UserRef user) {
        return new Reviewer(
                user,
                ReviewerState.PENDING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Tri.UNKNOWN,
                false,
                Optional.empty());
    }
}
