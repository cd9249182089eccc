package dev.stile.cli.rules;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.flow.rule.FlowDeclaration;
import dev.stile.flow.rulebook.RuleSummary;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A rule as programs get it. */
final class RuleDocument {
    private RuleDocument() {}

    static Json.ObjectBuilder of(Desk desk, RuleSummary rule) {
        Json.ObjectBuilder counts = Json.object();
        counts(desk, rule).forEach(counts::put);
        return Json.object()
                .put("slug", rule.slug())
                .put("version", rule.version())
                .put("status", rule.status().wire())
                .putIf("reason", rule.reason())
                .put("author", rule.author())
                .put("updated_at", rule.updated().toString())
                .put("counts", counts.build());
    }

    /** What became of events: those that made no delivery by reason, the others as they are now. */
    static Map<String, Long> counts(Desk desk, RuleSummary rule) {
        Map<String, Long> counts = new TreeMap<>(rule.counts());
        desk.flow()
                .deliveries()
                .counts(desk.patience(), rule.slug())
                .forEach((state, count) -> counts.merge(state, count, Long::max));
        return counts;
    }

    static Json declarations(List<FlowDeclaration> declarations) {
        return Json.array(
                declarations.stream()
                        .<Json>map(
                                each ->
                                        Json.object()
                                                .put("kind", kind(each))
                                                .put("from", each.from())
                                                .put("to", each.to())
                                                .put("reason", each.reason())
                                                .build())
                        .toList());
    }

    static String kind(FlowDeclaration declaration) {
        return switch (declaration.kind()) {
            case FLOW -> "allow_flow";
            case TEXT -> "allow_text";
        };
    }
}
