package dev.stile.api.hosting;

import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.BranchName;

import java.util.List;
import java.util.Optional;

/**
 * What a new pull request shall be. {@link HostLimits} says what is allowed.
 *
 * @param repo where it asks to be merged
 * @param branch its head
 * @param headRepo where the head is, if in another repository
 * @param base the branch it asks to be merged into
 * @param title one line
 * @param body text, perhaps empty
 * @param draft not yet to be merged
 * @param labels to put on it
 * @param reviewers logins to ask
 * @param key the same at every attempt
 */
public record PROptions(
        RepoRef repo,
        BranchName branch,
        Optional<RepoRef> headRepo,
        BranchName base,
        Untainted<String, Sink.RecordField> title,
        Untainted<String, Sink.RecordField> body,
        boolean draft,
        List<String> labels,
        List<String> reviewers,
        IdempotencyKey key) {
    public PROptions {
        labels = List.copyOf(labels);
        reviewers = List.copyOf(reviewers);
    }
}
