package dev.stile.hosting.policy;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.value.Sha;
import dev.stile.hosting.approve.Ruled;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the head is approved, and by what.
 *
 * @param given whether it is
 * @param command the one that it leans on, if no review says so
 * @param ask older heads that approvals were given on, and of which git should say whether the head
 *     is the same work
 */
record Approval(boolean given, Optional<Ruled> command, Set<Sha> ask) {
    /**
     * @param heard the snapshot without the change requests of strangers
     * @param planKey of the plan that would lean on a command
     */
    static Approval of(
            PrState state,
            PrFacts heard,
            PolicySettings settings,
            List<Ruled> commands,
            String planKey) {
        if (!heard.reviews().headSha().equals(heard.status().headSha())
                || !heard.reviews().complete()
                || heard.reviews().changesRequested()) {
            return new Approval(false, Optional.empty(), Set.of());
        }
        if (heard.reviews().approved()) {
            return new Approval(true, Optional.empty(), Set.of());
        }
        List<Sha> older = settings.merge().olderApprovals() ? older(heard) : List.of();
        Optional<GitFindings> git =
                state.git().filter(said -> said.head().equals(heard.status().headSha()));
        Set<Sha> carried = git.map(GitFindings::carried).orElse(Set.of());
        long counted =
                heard.reviews().approvals() + older.stream().filter(carried::contains).count();
        if (Heard.enough(heard.reviews(), counted)) {
            return new Approval(true, Optional.empty(), Set.of());
        }
        boolean wouldDo = Heard.enough(heard.reviews(), heard.reviews().approvals() + older.size());
        Set<Sha> ask = wouldDo && git.isEmpty() ? new HashSet<>(older) : Set.of();
        Optional<Ruled> command = newest(state.merging().consumed(), commands, planKey);
        return new Approval(command.isPresent(), command, ask);
    }

    /** Heads of approvals that the host keeps, of people who may give one. */
    private static List<Sha> older(PrFacts heard) {
        Set<BlockReason> rules = heard.status().blockReasons();
        if (rules.contains(BlockReason.REVIEWS_MISSING)
                || rules.contains(BlockReason.CODE_OWNER_MISSING)) {
            return List.of();
        }
        List<Sha> heads = new ArrayList<>();
        for (Reviewer reviewer : heard.reviews().reviewers()) {
            boolean kept =
                    reviewer.state() == ReviewerState.APPROVED
                            && !reviewer.counted()
                            && reviewer.whyNot().equals(Optional.of(Reviewer.WhyNot.STALE));
            boolean may =
                    reviewer.user().kind() == UserRef.Kind.HUMAN
                            && reviewer.canWrite() != Tri.NO
                            && !reviewer.user().isSameAs(heard.status().author());
            if (kept && may) {
                reviewer.sha().ifPresent(heads::add);
            }
        }
        return heads;
    }

    private static Optional<Ruled> newest(
            Map<String, String> consumed, List<Ruled> commands, String planKey) {
        return commands.stream()
                .filter(each -> each.verdict() == Ruled.Verdict.COUNTS)
                .filter(
                        each ->
                                consumed.getOrDefault(each.comment().id().toString(), planKey)
                                        .equals(planKey))
                .max(Comparator.comparing(each -> each.comment().createdAt().at()));
    }

    /** Whether something was said or edited after the command that this leans on. */
    boolean isBefore(PRComment comment) {
        return command.filter(
                        each ->
                                !comment.createdAt().at().isBefore(at(each))
                                        || !comment.updatedAt().at().isBefore(at(each)))
                .isPresent();
    }

    private static Instant at(Ruled command) {
        return command.comment().createdAt().at();
    }
}
