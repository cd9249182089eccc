package dev.stile.simulator.github.graphql;

import dev.stile.simulator.json.Json;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.language.VariableReference;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Variables without a use, as graphql-ruby reports them: it does not look below a field that the
 * schema does not have, and says of each variable that was for that field alone that nobody uses
 * it.
 */
final class UnusedVariables {
    private UnusedVariables() {}

    /**
     * The errors, one a variable.
     *
     * @param absent fields that the schema does not have
     */
    static List<Json.Obj> of(Document document, Set<Field> absent) {
        Set<String> used = new HashSet<>();
        collect(document, absent, used);
        return document.getDefinitionsOfType(OperationDefinition.class).stream()
                .flatMap(
                        operation ->
                                operation.getVariableDefinitions().stream()
                                        .filter(each -> !used.contains(each.getName()))
                                        .map(each -> error(operation, each.getName())))
                .toList();
    }

    private static void collect(Node<?> node, Set<Field> absent, Set<String> used) {
        if (node instanceof Field field && absent.contains(field)) {
            return;
        }
        if (node instanceof VariableReference variable) {
            used.add(variable.getName());
        }
        for (Node<?> child : node.getChildren()) {
            collect(child, absent, used);
        }
    }

    private static Json.Obj error(OperationDefinition operation, String variable) {
        String kind = operation.getOperation().name().toLowerCase(Locale.ROOT);
        String by = operation.getName() == null ? "anonymous " + kind : operation.getName();
        return Json.object()
                .put("path", Json.list(List.of(Json.text(kind))))
                .put(
                        "extensions",
                        Json.object()
                                .put("code", "variableNotUsed")
                                .put("variableName", variable)
                                .build())
                .put("message", "Variable $" + variable + " is declared by " + by + " but not used")
                .build();
    }
}
