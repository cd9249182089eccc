package dev.stile.api.hosting;

import dev.stile.api.value.Moment;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;

import java.util.Optional;

/**
 * One person's standing opinion.
 *
 * @param user who
 * @param state what they think
 * @param reviewId the host's id of the review that says so
 * @param sha the head that they looked at
 * @param submittedAt when they said so
 * @param canWrite whether they have write access, where that is known
 * @param counted whether it is an approval that counts
 * @param whyNot why an approval does not
 */
public record Reviewer(
        UserRef user,
        ReviewerState state,
        Optional<Token> reviewId,
        Optional<Sha> sha,
        Optional<Moment> submittedAt,
        Tri canWrite,
        boolean counted,
        Optional<WhyNot> whyNot) {
    /** Why an approval does not count. */
    public enum WhyNot {
        STALE,
        AUTHOR,
        BOT,
        GHOST,
        /** Whether a person acts through the account is not known. */
        UNKNOWN_KIND,
        NO_WRITE_ACCESS
    }
}
