package dev.stile.hosting.proof;

import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.value.Sha;
import dev.stile.hosting.proof.Proof.Verdict;

import java.util.List;
import java.util.Optional;

/**
 * Proves that what landed is the expected head merged into its base. The trees are computed anew;
 * nothing that a host says about them is used.
 */
public final class MergeProof {
    /** A branch of more commits is not replayed. */
    private static final int MOST_REPLAYED = 250;

    private final GitRepository git;

    public MergeProof(GitRepository git) {
        this.git = git;
    }

    /** The verdict. Everything that the landing names should have been fetched. */
    public Proof of(Landing landing) {
        for (Sha each :
                List.of(
                        landing.landed(),
                        landing.expectedHead(),
                        landing.oldBase(),
                        landing.newBase())) {
            if (!git.isCommit(each)) {
                return unproven(false, "missing");
            }
        }
        Optional<Boolean> grew = git.isBefore(landing.oldBase(), landing.newBase());
        Optional<Boolean> inBase = git.isBefore(landing.landed(), landing.newBase());
        Optional<Sha> tree = git.tree(landing.landed());
        Optional<List<Sha>> parents = git.parents(landing.landed());
        if (grew.isEmpty() || inBase.isEmpty() || tree.isEmpty() || parents.isEmpty()) {
            return unproven(false, "git");
        }
        boolean rewound = !grew.get();
        if (!inBase.get()) {
            return new Proof(Verdict.MISMATCH, rewound, "not_in_base");
        }
        return shaped(landing, tree.get(), parents.get(), rewound);
    }

    private Proof shaped(Landing landing, Sha tree, List<Sha> parents, boolean rewound) {
        if (landing.landed().equals(landing.expectedHead())) {
            // A fast-forward: the head is its own merge.
            return matched(landing, tree, rewound);
        }
        if (parents.size() > 2 || parents.isEmpty()) {
            return new Proof(Verdict.MISMATCH, rewound, "parents");
        }
        boolean merge = parents.size() == 2;
        boolean ofHead = merge && parents.get(1).equals(landing.expectedHead());
        if (landing.strategy().equals(Optional.of(MergeStrategy.MERGE)) && !ofHead) {
            return new Proof(Verdict.MISMATCH, rewound, "parents");
        }
        if (!merge && landing.strategy().equals(Optional.of(MergeStrategy.REBASE))) {
            return replayed(landing, tree, rewound);
        }
        Proof once = compared(landing, tree, parents.getFirst(), rewound);
        boolean mayBeRebase = !merge && landing.strategy().isEmpty();
        return once.verdict() == Verdict.MISMATCH && mayBeRebase
                ? replayed(landing, tree, rewound)
                : once;
    }

    /** Against the head merged into what it landed on. */
    private Proof compared(Landing landing, Sha tree, Sha landedOn, boolean rewound) {
        GitRepository.Merge expected = git.merge(landedOn, landing.expectedHead());
        if (expected.tree().isEmpty()) {
            return unproven(rewound, expected.conflicts() ? "conflict" : "git");
        }
        return expected.tree().get().equals(tree)
                ? matched(landing, tree, rewound)
                : new Proof(Verdict.MISMATCH, rewound, "tree");
    }

    /**
     * Against the head merged into what lies below its replayed commits, and against the commits
     * replayed on it. A host may leave out some of them, so that nothing follows from a difference.
     */
    private Proof replayed(Landing landing, Sha tree, boolean rewound) {
        Optional<List<Sha>> commits =
                git.commits(landing.oldBase(), landing.expectedHead(), MOST_REPLAYED);
        Optional<Sha> below =
                commits.filter(each -> !each.isEmpty())
                        .flatMap(each -> below(landing.landed(), each.size()));
        if (below.isEmpty()) {
            return unproven(rewound, "rebase");
        }
        boolean merged =
                git.merge(below.get(), landing.expectedHead()).tree().equals(Optional.of(tree));
        boolean same = merged || replay(below.get(), commits.get()).equals(Optional.of(tree));
        return same ? matched(landing, tree, rewound) : unproven(rewound, "rebase");
    }

    private Optional<Sha> below(Sha landed, int commits) {
        Sha at = landed;
        for (int step = 0; step < commits; step++) {
            Optional<Sha> parent =
                    git.parents(at).filter(each -> each.size() == 1).map(List::getFirst);
            if (parent.isEmpty()) {
                return Optional.empty();
            }
            at = parent.get();
        }
        return Optional.of(at);
    }

    /**
     * Each commit as a change to its parent, made to what came before: three trees in two commits.
     */
    private Optional<Sha> replay(Sha onto, List<Sha> commits) {
        Optional<Sha> tree = git.tree(onto);
        for (Sha commit : commits) {
            tree = tree.flatMap(on -> replayOne(on, commit));
        }
        return tree;
    }

    private Optional<Sha> replayOne(Sha on, Sha commit) {
        return git.parents(commit)
                .filter(each -> each.size() == 1)
                .flatMap(each -> git.tree(each.getFirst()))
                .flatMap(before -> git.commit(before, List.of()))
                .flatMap(root -> git.tree(commit).flatMap(after -> merged(root, on, after)));
    }

    private Optional<Sha> merged(Sha root, Sha on, Sha after) {
        return git.commit(on, List.of(root))
                .flatMap(
                        ours ->
                                git.commit(after, List.of(root))
                                        .flatMap(theirs -> git.merge(ours, theirs).tree()));
    }

    private static Proof matched(Landing landing, Sha tree, boolean rewound) {
        return landing.checkedTree().equals(Optional.of(tree))
                ? new Proof(Verdict.TESTED, rewound, rewound ? "rewound" : "")
                : new Proof(Verdict.MERGED_AS_REVIEWED, rewound, rewound ? "rewound" : "");
    }

    private static Proof unproven(boolean rewound, String why) {
        return new Proof(Verdict.UNPROVEN, rewound, why);
    }
}
