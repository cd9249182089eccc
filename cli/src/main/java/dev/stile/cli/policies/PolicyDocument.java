package dev.stile.cli.policies;

import dev.stile.api.json.Json;
import dev.stile.core.policy.Grant;
import dev.stile.core.policy.Policy;
import dev.stile.core.policy.Quota;
import dev.stile.core.terminal.Terminal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A policy as programs and people get it. */
final class PolicyDocument {
    private PolicyDocument() {}

    static Json of(Policy policy) {
        return Json.object()
                .put(
                        "grants",
                        Json.array(policy.grants().stream().map(PolicyDocument::grant).toList()))
                .put(
                        "quotas",
                        Json.array(policy.quotas().stream().map(PolicyDocument::quota).toList()))
                .build();
    }

    static Json grant(Grant grant) {
        Json.ObjectBuilder document =
                Json.object()
                        .put("id", grant.id())
                        .put("subject", grant.subject())
                        .put("connection", grant.connection())
                        .putIf("action", grant.action())
                        .putIf("category", grant.category().map(category -> category.wire()))
                        .putIf("container", grant.container())
                        .putIf("recipient", grant.recipient())
                        .putIf("label", grant.label().map(PolicyDocument::word))
                        .put("decision", word(grant.decision()));
        grant.perHour().ifPresent(count -> document.put("per_hour", count));
        return document.put("approvers", grant.approvers())
                .putIf("expires", grant.expires().map(Instant::toString))
                .build();
    }

    static void print(Terminal terminal, Policy policy) {
        policy.grants().forEach(grant -> terminal.result(line(grant)));
        policy.quotas()
                .forEach(
                        quota ->
                                terminal.result(
                                        quota.id()
                                                + "  at most "
                                                + quota.perHour()
                                                + " an hour per "
                                                + word(quota.per())));
        if (policy.grants().isEmpty() && policy.quotas().isEmpty()) {
            terminal.note("no entry: the defaults hold");
        }
    }

    static String line(Grant grant) {
        StringBuilder line = new StringBuilder();
        line.append(grant.id()).append("  ").append(word(grant.decision()));
        line.append("  ").append(grant.subject()).append(" on ").append(grant.connection());
        List.of(grant.action(), grant.category().map(each -> each.wire()))
                .forEach(what -> what.ifPresent(name -> line.append("  ").append(name)));
        grant.container().ifPresent(name -> line.append("  in ").append(name));
        grant.recipient().ifPresent(name -> line.append("  to ").append(name));
        grant.label().ifPresent(label -> line.append("  if ").append(word(label)));
        grant.perHour().ifPresent(count -> line.append("  ").append(count).append(" an hour"));
        grant.expires().ifPresent(time -> line.append("  until ").append(time));
        return line.toString();
    }

    private static Json quota(Quota quota) {
        return Json.object()
                .put("id", quota.id())
                .put("per", word(quota.per()))
                .putIf("connection", quota.connection())
                .put("per_hour", quota.perHour())
                .build();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
