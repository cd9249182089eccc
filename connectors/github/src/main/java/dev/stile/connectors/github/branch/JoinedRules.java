package dev.stile.connectors.github.branch;

import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.BranchProtection.Protection;
import dev.stile.api.hosting.BranchProtection.Restrictions;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.RequiredCheck;
import dev.stile.api.hosting.Tri;
import dev.stile.api.taint.Tainted;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Collects rules from all their sources; the stricter value wins. Not for several threads. */
final class JoinedRules {
    /** What a rule may switch on. */
    enum Switch {
        STRICT,
        DISMISS_STALE,
        CODE_OWNERS,
        LAST_PUSH_APPROVAL,
        THREAD_RESOLUTION,
        LINEAR_HISTORY,
        SIGNED_COMMITS,
        MERGE_QUEUE,
        ADMINS_ENFORCED,
        LOCKED
    }

    private final Set<Switch> on = EnumSet.noneOf(Switch.class);
    private final List<RequiredCheck> checks = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private final Set<MergeStrategy> allowed = EnumSet.allOf(MergeStrategy.class);
    private OptionalInt reviews = OptionalInt.empty();
    private Optional<Restrictions> restrictions = Optional.empty();
    private boolean complete = true;
    private boolean some;

    /** There is a rule, whether or not it says anything about merges. */
    void found() {
        some = true;
    }

    /** Whether there is one, as far as was read. */
    boolean isFound() {
        return some;
    }

    void source(String word) {
        sources.add(word);
    }

    void incomplete() {
        complete = false;
    }

    void set(Switch what, boolean isOn) {
        if (isOn) {
            on.add(what);
        }
        if (on.contains(Switch.LINEAR_HISTORY)) {
            allowed.remove(MergeStrategy.MERGE);
        }
    }

    void reviews(long count) {
        int wanted = (int) Math.min(count, Integer.MAX_VALUE);
        reviews = OptionalInt.of(Math.max(wanted, reviews.orElse(0)));
    }

    void check(Tainted<String> name, Optional<Tainted<String>> source) {
        RequiredCheck check = new RequiredCheck(name, source, false);
        if (!checks.contains(check)) {
            checks.add(check);
        }
    }

    void only(Set<MergeStrategy> methods) {
        allowed.retainAll(methods);
    }

    /** Each list of who may push narrows the one before: whoever is in both may. */
    void restrict(Restrictions more) {
        restrictions =
                Optional.of(
                        restrictions
                                .map(
                                        before ->
                                                new Restrictions(
                                                        common(before.users(), more.users()),
                                                        common(before.teams(), more.teams()),
                                                        common(before.apps(), more.apps())))
                                .orElse(more));
    }

    private static List<Tainted<String>> common(
            List<Tainted<String>> one, List<Tainted<String>> other) {
        return one.stream().filter(other::contains).toList();
    }

    BranchProtection build() {
        Protection whenNone = complete ? Protection.UNPROTECTED : Protection.NOT_VISIBLE;
        return new BranchProtection(
                some ? Protection.PROTECTED : whenNone,
                reviews,
                checks,
                restrictions,
                tri(Switch.STRICT),
                tri(Switch.DISMISS_STALE),
                tri(Switch.CODE_OWNERS),
                tri(Switch.LAST_PUSH_APPROVAL),
                tri(Switch.THREAD_RESOLUTION),
                tri(Switch.LINEAR_HISTORY),
                tri(Switch.SIGNED_COMMITS),
                tri(Switch.MERGE_QUEUE),
                tri(Switch.ADMINS_ENFORCED),
                tri(Switch.LOCKED),
                allowed,
                sources,
                complete);
    }

    private Tri tri(Switch what) {
        if (on.contains(what)) {
            return Tri.YES;
        }
        return complete ? Tri.NO : Tri.UNKNOWN;
    }
}
