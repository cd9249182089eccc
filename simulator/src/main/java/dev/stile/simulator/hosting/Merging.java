package dev.stile.simulator.hosting;

import dev.stile.simulator.hosting.repo.BareRepository;
import dev.stile.simulator.hosting.repo.CommitInfo;
import dev.stile.simulator.hosting.repo.Signature;

import java.util.List;
import java.util.Optional;

/** One merge by one account. Called under the host's lock. */
final class Merging {
    private final PullRequest pull;
    private final HostedRepository repository;
    private final BareRepository bare;
    private final Account by;

    Merging(PullRequest pull, Account by) {
        this.pull = pull;
        this.repository = pull.repository();
        this.bare = repository.bare();
        this.by = by;
    }

    String merge(MergeMethod method, Optional<String> expectedHead, PullRequest.Texts texts) {
        if (repository.archived()) {
            throw new HostRefusal(
                    HostRefusal.Kind.FORBIDDEN, "Repository was archived so is read-only.");
        }
        if (!pull.isOpen()) {
            throw HostRefusal.notMergeable("Pull Request is not mergeable");
        }
        if (pull.draft()) {
            throw HostRefusal.notMergeable("Pull Request is still a draft");
        }
        if (expectedHead.filter(sha -> !sha.equals(pull.headSha())).isPresent()) {
            throw new HostRefusal(
                    HostRefusal.Kind.MODIFIED,
                    "Head branch was modified. Review and try the merge again.");
        }
        if (!repository.methods().contains(method)) {
            throw HostRefusal.notMergeable(
                    switch (method) {
                        case MERGE -> "Merge commits are not allowed on this repository.";
                        case SQUASH -> "Squash merges are not allowed on this repository.";
                        case REBASE -> "Rebase merges are not allowed on this repository.";
                    });
        }
        List<MergeGate.Block> unmet = new MergeGate(pull).unmetFor(by, Optional.of(method));
        if (!unmet.isEmpty()) {
            String first = unmet.getFirst().message();
            throw HostRefusal.notMergeable(
                    unmet.getFirst().ruleset()
                            ? "Repository rule violations found\n\n" + first + "\n\n"
                            : first);
        }
        return land(method, texts);
    }

    /** Merges whatever the rules say; a conflict is refused. */
    String land(MergeMethod method, PullRequest.Texts texts) {
        String base = repository.branch(pull.base()).orElseThrow();
        String landed =
                switch (method) {
                    case MERGE -> mergeCommit(base, texts);
                    case SQUASH -> squash(base, texts);
                    case REBASE -> rebase(base);
                };
        land(base, landed);
        return landed;
    }

    /** Puts the base at a commit that holds the head, and calls the pull request merged. */
    void land(String base, String landed) {
        String ref = "refs/heads/" + pull.base();
        if (!bare.moveRef(ref, Optional.of(base), landed)) {
            throw HostRefusal.notMergeable(
                    "Base branch was modified. Review and try the merge again.");
        }
        pull.merged(by, landed);
        Pushes.moved(repository, by, pull.base(), Optional.of(base), Optional.of(landed));
    }

    /** The merge commit of head and base, on no branch yet. */
    String mergeCommit(String base, PullRequest.Texts texts) {
        String from =
                pull.headRepository().orElse(repository).owner().login() + "/" + pull.headBranch();
        Signature signature = signature();
        return bare.commitTree(
                cleanTree(base),
                List.of(base, pull.headSha()),
                signature,
                signature,
                message(
                        texts,
                        "Merge pull request #" + pull.number() + " from " + from,
                        pull.title()));
    }

    private String squash(String base, PullRequest.Texts texts) {
        List<String> commits = bare.between(base, pull.headSha());
        StringBuilder told = new StringBuilder();
        if (commits.size() > 1) {
            for (String commit : commits) {
                told.append("* ").append(bare.info(commit).message()).append("\n\n");
            }
        }
        Signature author = repository.host().signature(pull.author());
        return bare.commitTree(
                cleanTree(base),
                List.of(base),
                author,
                signature(),
                message(
                        texts,
                        pull.title() + " (#" + pull.number() + ")",
                        told.toString().stripTrailing()));
    }

    private String rebase(String base) {
        String tip = base;
        for (String sha : bare.between(base, pull.headSha())) {
            CommitInfo commit = bare.info(sha);
            if (commit.parents().size() != 1) {
                throw HostRefusal.notMergeable("This branch can't be rebased");
            }
            tip =
                    bare.pick(commit, tip, signature())
                            .orElseThrow(
                                    () -> HostRefusal.notMergeable("This branch can't be rebased"));
        }
        return tip;
    }

    private String cleanTree(String base) {
        return bare.mergeTree(base, pull.headSha())
                .orElseThrow(() -> HostRefusal.notMergeable("Pull Request is not mergeable"));
    }

    private Signature signature() {
        return repository.host().signature(by);
    }

    private static String message(PullRequest.Texts texts, String title, String body) {
        String first = texts.title().orElse(title);
        String rest = texts.message().orElse(body);
        return rest.isEmpty() ? first : first + "\n\n" + rest;
    }
}
