package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host may offer beside the thirteen methods. Each call is checked, bounded, journaled and
 * told of as those are; what an adapter does not offer is {@link NotSupported}. Any thread may
 * call; a call blocks.
 */
public final class Beside {
    private final GitHost host;
    private final HostCalls calls;

    Beside(GitHost host, HostCalls calls) {
        this.host = host;
        this.calls = calls;
    }

    /**
     * A fingerprint for each that could be seen, those of repositories left out that may not be
     * read.
     *
     * @param prs at most {@link PrProbe#MOST}
     */
    public Map<PrRef, String> probe(List<PrRef> prs, CallContext call) {
        PrProbe offered = offered(PrProbe.class, Operation.PROBE_PRS);
        return calls.readMany(Operation.PROBE_PRS, prs, call, offered::probe);
    }

    /** Whether somebody may write. */
    public Tri canWrite(RepoRef repo, UserRef user, CallContext call) {
        PermissionProbe offered = offered(PermissionProbe.class, Operation.CAN_WRITE);
        return calls.read(
                Operation.CAN_WRITE, repo, call, bounded -> offered.canWrite(repo, user, bounded));
    }

    /** The open pull requests that the filter takes, whatever the host thinks of it. */
    public OpenPrs openPrs(RepoRef repo, OpenPrs.Filter filter, CallContext call) {
        PrList offered = offered(PrList.class, Operation.LIST_PRS);
        HostLimits.names("labels", filter.labels());
        return calls.read(
                Operation.LIST_PRS,
                repo,
                call,
                bounded -> {
                    OpenPrs all = offered.openPrs(repo, filter, bounded);
                    return new OpenPrs(
                            all.items().stream().filter(filter::takes).toList(), all.complete());
                });
    }

    /** Brings the thread of a comment into a state. */
    public ThreadResult settle(PrRef pr, CommentId comment, boolean resolved, CallContext call) {
        Operation operation = resolved ? Operation.RESOLVE_THREAD : Operation.UNRESOLVE_THREAD;
        Threads offered = offered(Threads.class, operation);
        if (comment.kind() != CommentId.Kind.INLINE) {
            throw new Invalid("comment", "stands in a thread: its id begins with i:", List.of());
        }
        return calls.write(
                operation,
                pr.toString(),
                calls.ready().newKey(),
                Requests.of(comment),
                call,
                bounded -> offered.settle(pr, comment, resolved, bounded),
                Requests::of);
    }

    /** Asks people for a review, also again. */
    public ReviewsAsked askForReview(PrRef pr, List<String> reviewers, CallContext call) {
        ReviewRequests offered = offered(ReviewRequests.class, Operation.REQUEST_REVIEW);
        if (reviewers.isEmpty()) {
            throw new Invalid("reviewers", "names one at least", List.of());
        }
        HostLimits.names("reviewers", reviewers);
        return calls.write(
                Operation.REQUEST_REVIEW,
                pr.toString(),
                calls.ready().newKey(),
                Requests.ofReviewers(reviewers),
                call,
                bounded -> offered.ask(pr, reviewers, bounded),
                Requests::of);
    }

    /** Merges the base into the branch of a pull request that has the expected head. */
    public BranchUpdate updateBranch(PrRef pr, Sha expectedHead, CallContext call) {
        BranchUpdates offered = offered(BranchUpdates.class, Operation.UPDATE_BRANCH);
        return calls.write(
                Operation.UPDATE_BRANCH,
                pr.toString(),
                calls.ready().newKey(),
                Requests.of(Expect.head(expectedHead)),
                call,
                bounded -> offered.updateBranch(pr, expectedHead, bounded),
                Requests::of,
                NotWritten::of);
    }

    /** Whether a merge of the base stands on top of a head that a pull request had or has. */
    public Tri isUpdated(PrRef pr, Sha head, CallContext call) {
        BranchUpdates offered = offered(BranchUpdates.class, Operation.UPDATE_BRANCH);
        return calls.read(
                Operation.GET_PR_STATUS, pr, call, bounded -> offered.isUpdated(pr, head, bounded));
    }

    /**
     * Deletes the branch of a pull request that was merged with the expected head, if it is of the
     * same repository and still at that head, and neither a base, the default branch, a protected
     * one nor in use by another open pull request.
     *
     * @param last asked once it has its place, before it is journaled
     * @throws NotSupported if the host has no step that compares and deletes; the branch stays
     */
    public BranchDeletion deleteBranch(
            PrRef pr, Sha expectedHead, LastCheck last, CallContext call) {
        BranchDeletes offered = offered(BranchDeletes.class, Operation.DELETE_BRANCH);
        PrList list = offered(PrList.class, Operation.DELETE_BRANCH);
        return calls.write(
                Operation.DELETE_BRANCH,
                pr.toString(),
                calls.ready().newKey(),
                Requests.of(Expect.head(expectedHead)),
                last,
                call,
                (bounded, earlier) ->
                        new MergedBranch(host, offered, list, bounded).delete(pr, expectedHead),
                Requests::of,
                NotWritten::of);
    }

    /** The commit that a branch is at; empty if there is no such branch. */
    public Optional<Sha> branchTip(RepoRef repo, BranchName branch, CallContext call) {
        BranchDeletes offered = offered(BranchDeletes.class, Operation.DELETE_BRANCH);
        return calls.read(
                Operation.GET_BRANCH_PROTECTION,
                repo,
                call,
                bounded -> offered.branchTip(repo, branch, bounded));
    }

    /**
     * What the runs of a check wrote about the head.
     *
     * @param longest most characters of each; what is over is cut from the front and counted
     * @throws NotFound if no run of that name is there, and all could be read
     */
    public CheckTexts checkTexts(PrRef pr, String check, int longest, CallContext call) {
        CheckLogs offered = offered(CheckLogs.class, Operation.GET_CHECK_TEXTS);
        HostLimits.names("check", List.of(check));
        return calls.read(
                Operation.GET_CHECK_TEXTS,
                pr,
                call,
                bounded -> {
                    CheckTexts found = offered.texts(pr, check, bounded);
                    if (found.items().isEmpty() && found.complete()) {
                        throw new NotFound(
                                NotFound.What.RECORD, "no run of that check wrote about the head");
                    }
                    return found.cut(longest);
                });
    }

    private <T> T offered(Class<T> facet, Operation operation) {
        calls.ready();
        if (!facet.isInstance(host)) {
            throw new NotSupported(operation.word());
        }
        return facet.cast(host);
    }
}
