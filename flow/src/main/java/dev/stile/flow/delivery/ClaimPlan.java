package dev.stile.flow.delivery;

import dev.stile.flow.delivery.Claims.RuleVersion;
import dev.stile.flow.rule.Order;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rule.RuleAction;
import dev.stile.flow.rule.RuleBook;
import dev.stile.flow.rule.RuleLimits;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one turn tries to claim, with the rules looked up before the transaction. The rule that is
 * first changes from turn to turn, so that none goes short for ever.
 */
record ClaimPlan(
        Map<RuleVersion, Optional<Rule>> rules, Map<BatchTable.Due, Optional<Rule>> batches) {
    static ClaimPlan of(
            List<RuleVersion> ready,
            List<BatchTable.Due> due,
            Set<String> resting,
            RuleBook book,
            int turn) {
        List<RuleVersion> active =
                new ArrayList<>(
                        ready.stream().filter(each -> !resting.contains(each.slug())).toList());
        if (!active.isEmpty()) {
            Collections.rotate(active, -(turn % active.size()));
        }
        Map<RuleVersion, Optional<Rule>> rules = new LinkedHashMap<>();
        active.forEach(each -> rules.put(each, book.version(each.slug(), each.version())));
        Map<BatchTable.Due, Optional<Rule>> batches = new LinkedHashMap<>();
        due.stream()
                .filter(each -> !resting.contains(each.rule()))
                .forEach(each -> batches.put(each, book.version(each.rule(), each.ruleVersion())));
        return new ClaimPlan(rules, batches);
    }

    /** The same without those rules. */
    ClaimPlan without(Set<String> resting) {
        Map<RuleVersion, Optional<Rule>> active = new LinkedHashMap<>(rules);
        active.keySet().removeIf(each -> resting.contains(each.slug()));
        Map<BatchTable.Due, Optional<Rule>> due = new LinkedHashMap<>(batches);
        due.keySet().removeIf(each -> resting.contains(each.rule()));
        return new ClaimPlan(active, due);
    }

    boolean isEmpty() {
        return rules.isEmpty() && batches.isEmpty();
    }

    List<Claim> take(Claims claims, int free, int mostInGroup) {
        List<Claim> taken = new ArrayList<>();
        batches.forEach(
                (batch, rule) -> {
                    if (taken.size() < free) {
                        claims.batch(batch, order(rule), limits(rule).concurrency())
                                .ifPresent(taken::add);
                    }
                });
        rules.forEach(
                (ready, rule) -> {
                    int left = free - taken.size();
                    if (left > 0 && rule.filter(ClaimPlan::isGrouped).isPresent()) {
                        claims.group(rule.get(), mostInGroup).ifPresent(taken::add);
                    } else if (left > 0) {
                        taken.addAll(
                                claims.singles(
                                        ready.slug(),
                                        order(rule),
                                        limits(rule).concurrency(),
                                        left));
                    }
                });
        return taken;
    }

    /** Local results, which are exactly once by their own keys, may be applied together. */
    private static boolean isGrouped(Rule rule) {
        return rule.batching().isEmpty()
                && (rule.action() instanceof RuleAction.FileAppend
                        || rule.action() instanceof RuleAction.SqliteInsert);
    }

    private static Order order(Optional<Rule> rule) {
        return rule.map(Rule::order).orElse(Order.KEY);
    }

    private static RuleLimits limits(Optional<Rule> rule) {
        return rule.map(Rule::limits).orElseGet(RuleLimits::standard);
    }
}
