package dev.stile.simulator.github.rest;

import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.BranchRules.Flag;
import dev.stile.simulator.json.Json;

import java.util.ArrayList;
import java.util.List;

/** The rules of a ruleset, each with its type and parameters. */
final class RulesetRules {
    private RulesetRules() {}

    static List<Json.Obj> of(BranchRules rules) {
        List<Json.Obj> all = new ArrayList<>();
        if (rules.reviews().isPresent()
                || rules.has(Flag.THREAD_RESOLUTION)
                || !rules.methods().isEmpty()) {
            all.add(rule("pull_request", pullRequest(rules)));
        }
        if (!rules.checks().isEmpty()) {
            all.add(rule("required_status_checks", checks(rules)));
        }
        if (rules.has(Flag.LINEAR_HISTORY)) {
            all.add(rule("required_linear_history"));
        }
        if (rules.has(Flag.SIGNATURES)) {
            all.add(rule("required_signatures"));
        }
        if (rules.has(Flag.LOCKED) || rules.pushers().isPresent()) {
            all.add(
                    rule(
                            "update",
                            Json.object().put("update_allows_fetch_and_merge", false).build()));
        }
        if (rules.has(Flag.MERGE_QUEUE)) {
            all.add(rule("merge_queue", queue()));
        }
        return all;
    }

    private static Json.Obj pullRequest(BranchRules rules) {
        var object =
                Json.object()
                        .put("required_approving_review_count", rules.reviews().orElse(0))
                        .put("dismiss_stale_reviews_on_push", rules.has(Flag.DISMISS_STALE))
                        .put("require_code_owner_review", rules.has(Flag.CODE_OWNERS))
                        .put("require_last_push_approval", rules.has(Flag.LAST_PUSH_APPROVAL))
                        .put(
                                "required_review_thread_resolution",
                                rules.has(Flag.THREAD_RESOLUTION));
        if (!rules.methods().isEmpty()) {
            object.put(
                    "allowed_merge_methods",
                    Json.texts(rules.methods().stream().map(Protections::small).toList()));
        }
        return object.build();
    }

    private static Json.Obj checks(BranchRules rules) {
        List<Json> required = new ArrayList<>();
        rules.checks()
                .forEach(
                        check -> {
                            var one = Json.object().put("context", check.name());
                            check.app().ifPresent(app -> one.put("integration_id", app));
                            required.add(one.build());
                        });
        return Json.object()
                .put("required_status_checks", Json.list(required))
                .put("strict_required_status_checks_policy", rules.has(Flag.STRICT_CHECKS))
                .put("do_not_enforce_on_create", false)
                .build();
    }

    private static Json.Obj queue() {
        return Json.object()
                .put("check_response_timeout_minutes", 60)
                .put("grouping_strategy", "ALLGREEN")
                .put("max_entries_to_build", 5)
                .put("max_entries_to_merge", 5)
                .put("merge_method", "MERGE")
                .put("min_entries_to_merge", 1)
                .put("min_entries_to_merge_wait_minutes", 5)
                .build();
    }

    private static Json.Obj rule(String type) {
        return Json.object().put("type", type).build();
    }

    private static Json.Obj rule(String type, Json.Obj parameters) {
        return rule(type).with("parameters", parameters);
    }
}
