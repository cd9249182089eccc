package dev.stile.simulator.github.graphql;

import dev.stile.simulator.hosting.App;
import dev.stile.simulator.hosting.CheckRun;
import dev.stile.simulator.hosting.Comment;
import dev.stile.simulator.hosting.CommitStatus;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.ReviewThread;

/** Things together with where they belong, for their fields to find. */
final class Nodes {
    private Nodes() {}

    /** A review. */
    record Opinion(PullRequest pull, Review review) {}

    /** A comment of the conversation. */
    record Remark(PullRequest pull, Comment comment) {}

    /** A comment on a line. */
    record Note(PullRequest pull, ReviewThread thread, Comment comment) {}

    /** A thread. */
    record Thread(PullRequest pull, ReviewThread thread) {}

    /** A commit. */
    record Commit(HostedRepository repository, String sha) {}

    /** A branch. */
    record Ref(String branch, Commit target) {}

    /** A commit of a pull request. */
    record PullCommit(Commit commit) {}

    /** All checks of a commit. */
    record Rollup(HostedRepository repository, String sha) {}

    /** A check run. */
    record Run(HostedRepository repository, CheckRun run) {}

    /** The runs of one app on a commit. */
    record Suite(HostedRepository repository, String sha, App app) {}

    /** A status. */
    record Status(HostedRepository repository, CommitStatus status) {}

    /** A team. */
    record Team(String name) {}

    /** Somebody asked for a review: an account or a team. */
    record Request(Object reviewer) {}
}
