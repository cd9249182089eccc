package dev.stile.simulator.hosting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a branch asks of a change. Immutable; each {@code with} gives a copy.
 *
 * @param reviews how many approvals; none when no review is asked for
 * @param checks the checks that must have passed on the head
 * @param flags everything that is on or off
 * @param pushers who alone may push or merge; none when anybody may who can write
 * @param methods the merge methods that it allows; empty when it leaves that open
 */
public record BranchRules(
        OptionalInt reviews,
        List<Required> checks,
        Set<Flag> flags,
        Optional<Set<String>> pushers,
        Set<MergeMethod> methods) {
    /** A required check; with an app, only its runs count. */
    public record Required(String name, Optional<Long> app) {}

    /** What is on or off. */
    public enum Flag {
        STRICT_CHECKS,
        DISMISS_STALE,
        CODE_OWNERS,
        LAST_PUSH_APPROVAL,
        THREAD_RESOLUTION,
        LINEAR_HISTORY,
        SIGNATURES,
        MERGE_QUEUE,
        ADMINS_TOO,
        LOCKED
    }

    public BranchRules {
        checks = List.copyOf(checks);
        flags = Set.copyOf(flags);
        pushers = pushers.map(Set::copyOf);
        methods = Set.copyOf(methods);
    }

    /** Protected, and nothing more. */
    public static BranchRules none() {
        return new BranchRules(
                OptionalInt.empty(), List.of(), Set.of(), Optional.empty(), Set.of());
    }

    /** With so many approvals needed. */
    public BranchRules reviews(int count) {
        return new BranchRules(OptionalInt.of(count), checks, flags, pushers, methods);
    }

    /** With one more required check, from anybody. */
    public BranchRules check(String name) {
        return check(new Required(name, Optional.empty()));
    }

    /** With one more required check, from this app alone. */
    public BranchRules check(String name, App app) {
        return check(new Required(name, Optional.of(app.id())));
    }

    private BranchRules check(Required required) {
        List<Required> more = new ArrayList<>(checks);
        more.add(required);
        return new BranchRules(reviews, more, flags, pushers, methods);
    }

    /** With these on too. */
    public BranchRules on(Flag... more) {
        java.util.HashSet<Flag> all = new java.util.HashSet<>(flags);
        all.addAll(List.of(more));
        return new BranchRules(reviews, checks, all, pushers, methods);
    }

    /** With only these logins allowed to push or merge. */
    public BranchRules pushers(String... logins) {
        return new BranchRules(reviews, checks, flags, Optional.of(Set.of(logins)), methods);
    }

    /** With only these merge methods. */
    public BranchRules methods(MergeMethod... allowed) {
        return new BranchRules(reviews, checks, flags, pushers, Set.of(allowed));
    }

    /** Whether this is on. */
    public boolean has(Flag flag) {
        return flags.contains(flag);
    }
}
