package dev.stile.hosting.policy;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.value.Moment;
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
import java.util.function.Predicate;

/**
 * Whether the head is approved, and by what.
 *
 * @param given whether it is
 * @param since when the newest of what it leans on was given, where that is known
 * @param command the one that it leans on, if no review says so
 * @param ask older heads that approvals were given on, and of which git should say whether the head
 *     is the same work
 */
record Approval(boolean given, Optional<Instant> since, Optional<Ruled> command, Set<Sha> ask) {
    /** There is none. */
    static final Approval NONE = none(Set.of());

    private static Approval none(Set<Sha> ask) {
        return new Approval(false, Optional.empty(), Optional.empty(), ask);
    }

    /**
     * @param heard the snapshot without the change requests of strangers
     * @param planKey of the plan that would lean on a command; not looked at where there is none
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
            return NONE;
        }
        if (heard.reviews().approved()) {
            return reviewed(heard, Reviewer::counted);
        }
        List<Sha> older = settings.merge().olderApprovals() ? older(heard) : List.of();
        Optional<GitFindings> git =
                state.git().filter(said -> said.head().equals(heard.status().headSha()));
        Set<Sha> carried = git.map(GitFindings::carried).orElse(Set.of());
        long counted =
                heard.reviews().approvals() + older.stream().filter(carried::contains).count();
        if (Heard.enough(heard.reviews(), counted)) {
            return reviewed(
                    heard,
                    each -> each.counted() || each.sha().filter(carried::contains).isPresent());
        }
        boolean wouldDo = Heard.enough(heard.reviews(), heard.reviews().approvals() + older.size());
        Set<Sha> ask = wouldDo && git.isEmpty() ? new HashSet<>(older) : Set.of();
        Optional<Ruled> command = newest(state.merging().consumed(), commands, planKey);
        return command.map(each -> new Approval(true, Optional.of(at(each)), command, ask))
                .orElseGet(() -> none(ask));
    }

    private static Approval reviewed(PrFacts heard, Predicate<Reviewer> leansOn) {
        Optional<Instant> newest =
                heard.reviews().reviewers().stream()
                        .filter(each -> each.state() == ReviewerState.APPROVED)
                        .filter(leansOn)
                        .flatMap(each -> each.submittedAt().stream())
                        .map(Moment::at)
                        .max(Comparator.naturalOrder());
        return new Approval(true, newest, Optional.empty(), Set.of());
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

    /**
     * Whether something was said or edited after what this leans on. Hosts count seconds, and a
     * review has the time of its own words.
     */
    boolean isBefore(PRComment comment) {
        if (!given) {
            return false;
        }
        Instant said = comment.createdAt().at();
        Instant edited = comment.updatedAt().at();
        Instant touched = edited.isAfter(said) ? edited : said;
        boolean ownWords = command.isEmpty() && comment.id().kind() == CommentId.Kind.REVIEW;
        return since.filter(at -> ownWords ? !touched.isAfter(at) : touched.isBefore(at)).isEmpty();
    }

    private static Instant at(Ruled command) {
        return command.comment().createdAt().at();
    }
}
