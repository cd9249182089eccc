package dev.stile.flow.rulebook;

import dev.stile.api.label.Scope;
import dev.stile.core.error.Code;
import dev.stile.flow.document.Faults;
import dev.stile.flow.rule.FlowDeclaration;
import dev.stile.flow.rule.RuleAction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Declarations name what there is and what the rule has to do with, and nothing else. */
final class DeclarationCheck {
    private final RuleSurroundings surroundings;
    private final Faults faults;

    DeclarationCheck(RuleSurroundings surroundings, Faults faults) {
        this.surroundings = surroundings;
        this.faults = faults;
    }

    void check(RuleDocument document) {
        Set<String> part = new TreeSet<>(document.connections());
        document.classifier().ifPresent(asked -> part.add(asked.with()));
        part.addAll(document.action().actsOn());
        List<String> steps = new ArrayList<>();
        if (document.action() instanceof RuleAction.Graph(List<RuleAction.Node> nodes)) {
            nodes.forEach(node -> steps.add("nodes." + node.id() + "."));
        } else {
            steps.add("do.");
        }
        int flows = 0;
        int texts = 0;
        for (FlowDeclaration each : document.declarations()) {
            switch (each.kind()) {
                case FLOW -> {
                    String pointer = "/allow_flow/" + flows++;
                    connection(pointer + "/from", each.from(), part);
                    connection(pointer + "/to", each.to(), part);
                }
                case TEXT -> {
                    String pointer = "/allow_text/" + texts++;
                    connection(pointer + "/from", each.from(), part);
                    if (steps.stream().noneMatch(each.to()::startsWith)) {
                        faults.add(
                                pointer + "/into",
                                "the rule has no such field",
                                "write one that begins with " + String.join(" or ", steps));
                    }
                }
            }
        }
    }

    private void connection(String pointer, String scope, Set<String> part) {
        String connection = Scope.parse(scope).connection();
        if (!surroundings.connections().contains(connection)) {
            faults.add(
                    Code.UNKNOWN_CONNECTION,
                    pointer,
                    "there is no connection " + connection,
                    "name one that there is");
        } else if (!part.contains(connection)) {
            faults.add(
                    pointer,
                    "the rule has nothing to do with " + connection,
                    "name one of " + String.join(", ", part));
        }
    }
}
