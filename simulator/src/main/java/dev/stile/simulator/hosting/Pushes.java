package dev.stile.simulator.hosting;

import java.util.Optional;

/** What moves when a branch has moved. */
final class Pushes {
    private Pushes() {}

    /** The branch is already at its new commit; {@code sha} is none when it is gone. */
    static void moved(
            HostedRepository repository,
            Account by,
            String branch,
            Optional<String> old,
            Optional<String> sha) {
        if (old.equals(sha)) {
            return;
        }
        for (HostedRepository each : repository.host().repositories()) {
            for (PullRequest pull : each.pulls()) {
                if (pull.isOpen() && pull.isFrom(repository, branch)) {
                    sha.ifPresentOrElse(head -> pull.headMoved(by, head), () -> pull.close(by));
                }
            }
        }
        for (PullRequest pull : repository.pulls()) {
            if (pull.isOpen() && pull.base().equals(branch)) {
                sha.ifPresentOrElse(tip -> landed(pull, by, old, tip), () -> pull.close(by));
            }
        }
        sha.ifPresent(tip -> repository.queue().baseMoved(branch, tip));
    }

    // A push that brings the head into the base has merged it.
    private static void landed(PullRequest pull, Account by, Optional<String> old, String tip) {
        boolean newlyIn =
                pull.repository().bare().contains(tip, pull.headSha())
                        && old.filter(
                                        before ->
                                                pull.repository()
                                                        .bare()
                                                        .contains(before, pull.headSha()))
                                .isEmpty();
        if (newlyIn) {
            pull.merged(by, tip);
        }
    }
}
