package dev.stile.testkit.hosting;

import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;

import java.util.List;
import java.util.Optional;

/** What people do to the pull requests of a case's host, past the connection under test. */
public interface HostPulls {
    /** Opens one; {@code head} is in {@code headRepo}. */
    PrRef open(
            Account author,
            RepoRef repo,
            RepoRef headRepo,
            BranchName head,
            BranchName base,
            boolean draft);

    /** The numbers of all there are, open or not. */
    List<Integer> numbers(RepoRef repo);

    PrTruth truth(PrRef pr);

    /**
     * Gives an opinion on the present head: {@code APPROVED}, {@code CHANGES_REQUESTED} or {@code
     * COMMENTED}.
     */
    CommentId review(PrRef pr, Account who, ReviewerState opinion, String text);

    /** An administrator takes an opinion away. */
    void dismiss(PrRef pr, CommentId review);

    /** Asks somebody to review. */
    void ask(PrRef pr, Account who);

    CommentId comment(PrRef pr, Account who, String text);

    /** Begins a thread on a line of the diff. */
    CommentId inline(PrRef pr, Account who, String path, int line, String text);

    /** Answers in the thread of a comment on the diff. */
    CommentId answer(PrRef pr, Account who, CommentId inline, String text);

    /** Resolves the thread of a comment on the diff. */
    void resolve(PrRef pr, CommentId inline);

    void edit(PrRef pr, CommentId comment, String text);

    void delete(PrRef pr, CommentId comment);

    /** A moderator hides it. */
    void hide(PrRef pr, CommentId comment);

    /** The newest run of a check on a commit, by a program's account. */
    void check(RepoRef repo, Sha commit, String name, Said said);

    /** The same by another source than {@link #check} has. */
    void checkOfAnother(RepoRef repo, Sha commit, String name, Said said);

    /** A status of the older kind, where the host has two kinds; else the same as a check. */
    void status(RepoRef repo, Sha commit, String name, Said said);

    void draft(PrRef pr, boolean draft);

    void close(PrRef pr, Account who);

    void reopen(PrRef pr);

    /** Asks to be merged into another branch. */
    void retarget(PrRef pr, BranchName base);

    /** A person merges in the browser. */
    Sha merge(PrRef pr, Account who, MergeStrategy strategy);

    /** The host's queue lands what waits in it. */
    void landQueue(PrRef pr);

    /** The host's queue throws it out. */
    void dropFromQueue(PrRef pr);

    /**
     * Where the host computes mergeability late: whether it has a verdict for the present head from
     * now on. Heads that come later are computed at once again when {@code true}.
     */
    void mergeabilityKnown(boolean known);

    /** Makes the host say a word for the merge state that nobody knows; empty ends that. */
    void oddMergeState(PrRef pr, Optional<String> word);

    /** The account and all it said stay; it is shown as gone. */
    void forget(Account who);
}
