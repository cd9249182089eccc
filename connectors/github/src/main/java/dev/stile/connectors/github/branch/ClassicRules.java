package dev.stile.connectors.github.branch;

import dev.stile.api.hosting.BranchProtection.Restrictions;
import dev.stile.api.hosting.Tri;
import dev.stile.api.taint.Tainted;
import dev.stile.connectors.github.branch.JoinedRules.Switch;
import dev.stile.connectors.github.wire.Node;

import java.util.List;
import java.util.Optional;

/** The classic protection of one branch. */
final class ClassicRules {
    private ClassicRules() {}

    static void join(Node protection, JoinedRules into) {
        into.found();
        protection
                .find("required_status_checks")
                .ifPresent(
                        checks -> {
                            into.set(Switch.STRICT, checks.tri("strict") == Tri.YES);
                            checks(checks, into);
                        });
        protection.find("required_pull_request_reviews").ifPresent(given -> reviews(given, into));
        protection
                .find("restrictions")
                .ifPresent(
                        given ->
                                into.restrict(
                                        new Restrictions(
                                                names(given, "users", "login"),
                                                names(given, "teams", "slug"),
                                                names(given, "apps", "slug"))));
        enabled(protection, "enforce_admins", Switch.ADMINS_ENFORCED, into);
        enabled(protection, "required_linear_history", Switch.LINEAR_HISTORY, into);
        enabled(protection, "required_conversation_resolution", Switch.THREAD_RESOLUTION, into);
        enabled(protection, "required_signatures", Switch.SIGNED_COMMITS, into);
        enabled(protection, "lock_branch", Switch.LOCKED, into);
    }

    /**
     * Required checks in either form: with the app that must report each, or by name alone.
     *
     * @param given {@code required_status_checks} of the protection or of the branch
     */
    static void checks(Node given, JoinedRules into) {
        if (given.has("checks")) {
            for (Node check : given.items("checks")) {
                into.check(check.text("context"), Rulesets.source(check, "app_id"));
            }
        } else if (given.has("contexts")) {
            for (Tainted<String> name : given.texts("contexts")) {
                into.check(name, Optional.empty());
            }
        }
    }

    private static void reviews(Node given, JoinedRules into) {
        given.findWhole("required_approving_review_count").ifPresent(into::reviews);
        into.set(Switch.DISMISS_STALE, given.tri("dismiss_stale_reviews") == Tri.YES);
        into.set(Switch.CODE_OWNERS, given.tri("require_code_owner_reviews") == Tri.YES);
        into.set(Switch.LAST_PUSH_APPROVAL, given.tri("require_last_push_approval") == Tri.YES);
    }

    private static void enabled(Node protection, String name, Switch what, JoinedRules into) {
        into.set(
                what,
                protection.find(name).map(rule -> rule.tri("enabled") == Tri.YES).orElse(false));
    }

    private static List<Tainted<String>> names(Node given, String list, String member) {
        return given.has(list)
                ? given.items(list).stream().map(each -> each.text(member)).toList()
                : List.of();
    }
}
