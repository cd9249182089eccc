package dev.stile.simulator.hosting;

import dev.stile.simulator.hosting.repo.BareRepository;
import dev.stile.simulator.hosting.repo.Signature;

import java.util.List;
import java.util.Optional;

/** A merge of the base into the branch of one pull request. Called under the host's lock. */
final class BaseMerge {
    private final PullRequest pull;
    private final Account by;

    BaseMerge(PullRequest pull, Account by) {
        this.pull = pull;
        this.by = by;
    }

    String make(Optional<String> expectedHead) {
        HostedRepository from = pull.headRepository().orElse(pull.repository());
        if (from.archived()) {
            throw new HostRefusal(
                    HostRefusal.Kind.FORBIDDEN, "Repository was archived so is read-only.");
        }
        String head = pull.headSha();
        if (expectedHead.filter(sha -> !sha.equals(head)).isPresent()) {
            throw HostRefusal.invalid("expected head sha didn’t match current head ref.");
        }
        if (!pull.isOpen() || !from.branch(pull.headBranch()).equals(Optional.of(head))) {
            throw HostRefusal.invalid("The pull request cannot be updated.");
        }
        if (!new MergeGate(pull).isBehind()) {
            throw HostRefusal.invalid("There are no new commits on the base branch.");
        }
        if (!from.mayPush(by, pull.headBranch())) {
            throw new HostRefusal(
                    HostRefusal.Kind.FORBIDDEN, "You're not authorized to push to this branch.");
        }
        String tip = pull.repository().branch(pull.base()).orElseThrow();
        BareRepository bare = from.bare();
        bare.takeFrom(pull.repository().bare(), tip);
        String tree =
                bare.mergeTree(head, tip)
                        .orElseThrow(
                                () -> HostRefusal.invalid("merge conflict between base and head"));
        Signature signature = pull.repository().host().signature(by);
        String merge =
                bare.commitTree(
                        tree,
                        List.of(head, tip),
                        signature,
                        signature,
                        "Merge branch '" + pull.base() + "' into " + pull.headBranch());
        from.push(by, pull.headBranch(), merge);
        return merge;
    }
}
