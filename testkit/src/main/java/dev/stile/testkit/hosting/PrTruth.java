package dev.stile.testkit.hosting;

import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.value.Sha;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the host's own state says of a pull request, read past its interface.
 *
 * @param comments texts of the conversation, oldest first
 * @param replies texts in threads on the diff, oldest first
 * @param opinions the standing one of each account that reviewed
 * @param mergedBy login
 */
public record PrTruth(
        int number,
        PRStatus.State state,
        boolean draft,
        String title,
        String body,
        Set<String> labels,
        Set<String> askedReviewers,
        Sha head,
        Optional<Sha> mergeSha,
        Optional<String> mergedBy,
        boolean queued,
        List<String> comments,
        List<String> replies,
        Map<Account, ReviewerState> opinions) {
    public PrTruth {
        labels = Set.copyOf(labels);
        askedReviewers = Set.copyOf(askedReviewers);
        comments = List.copyOf(comments);
        replies = List.copyOf(replies);
        opinions = Map.copyOf(opinions);
    }
}
