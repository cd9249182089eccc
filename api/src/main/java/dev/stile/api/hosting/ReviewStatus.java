package dev.stile.api.hosting;

import dev.stile.api.value.Sha;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the reviewers of one head say.
 *
 * @param approved enough approvals count, no change request stands, and the list is complete
 * @param approvals those that count
 * @param staleApprovals given on an older head
 * @param requiredApprovals what the host asks for, where it says so
 * @param changesRequested whether a change request stands, whoever made it
 * @param reviewers one entry a person
 * @param comments bodies of reviews
 * @param headSha the head
 * @param complete false if something could not be read
 */
public record ReviewStatus(
        boolean approved,
        int approvals,
        int staleApprovals,
        OptionalInt requiredApprovals,
        boolean changesRequested,
        List<Reviewer> reviewers,
        List<PRComment> comments,
        Sha headSha,
        boolean complete) {
    public ReviewStatus {
        reviewers = List.copyOf(reviewers);
        comments = List.copyOf(comments);
    }
}
