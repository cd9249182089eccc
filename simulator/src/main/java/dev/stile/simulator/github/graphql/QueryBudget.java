package dev.stile.simulator.github.graphql;

import dev.stile.simulator.json.Json;

import graphql.analysis.QueryTraverser;
import graphql.analysis.QueryVisitorFieldEnvironment;
import graphql.analysis.QueryVisitorStub;
import graphql.language.Document;
import graphql.language.Field;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a query before it runs: what is not served, what has no bound, what it costs by GitHub's
 * rule (a hundredth of the lists that have to be read).
 */
final class QueryBudget {
    private static final int LARGEST_PAGE = 100;
    private static final long MOST_NODES = 500_000;

    /** A field that the server's schema does not have. */
    record Undefined(String type, String field) {
        Json.Obj json() {
            return Json.object()
                    .put("path", Json.list(List.of(Json.text("query"), Json.text(field))))
                    .put(
                            "extensions",
                            Json.object()
                                    .put("code", "undefinedField")
                                    .put("typeName", type)
                                    .put("fieldName", field)
                                    .build())
                    .put("message", "Field '" + field + "' doesn't exist on type '" + type + "'")
                    .build();
        }
    }

    private final Served served;
    private final Set<String> lacking;
    private final Set<Undefined> undefined = new LinkedHashSet<>();
    private final Set<Field> absent = new HashSet<>();
    private final List<QueryFailure> failures = new ArrayList<>();
    private long lists;
    private long nodes;

    private QueryBudget(Served served, Set<String> lacking) {
        this.served = served;
        this.lacking = lacking;
    }

    /**
     * Looks at it.
     *
     * @param lacking fields that an older server does not have, as {@code Type.field}
     */
    static QueryBudget of(
            PublishedSchema published,
            Set<String> lacking,
            Document document,
            Optional<String> operation,
            Map<String, Object> variables) {
        GraphQLSchema schema = published.schema();
        QueryBudget budget = new QueryBudget(published.served(), lacking);
        QueryTraverser.Builder traverser =
                QueryTraverser.newQueryTraverser()
                        .schema(schema)
                        .document(document)
                        .variables(variables);
        operation.ifPresent(traverser::operationName);
        traverser
                .build()
                .visitPreOrder(
                        new QueryVisitorStub() {
                            @Override
                            public void visitField(QueryVisitorFieldEnvironment field) {
                                budget.visit(field);
                            }
                        });
        if (budget.nodes > MOST_NODES) {
            budget.failures.add(
                    new QueryFailure(
                            "MAX_NODE_LIMIT_EXCEEDED",
                            "This query requests up to "
                                    + budget.nodes
                                    + " possible nodes which exceeds the maximum limit of 500,000."));
        }
        return budget;
    }

    Set<Undefined> undefined() {
        return undefined;
    }

    /** Where the query asks for them. */
    Set<Field> absent() {
        return absent;
    }

    List<QueryFailure> failures() {
        return failures;
    }

    int cost() {
        return (int) Math.max(1, Math.round(lists / 100.0));
    }

    int nodes() {
        return (int) Math.min(Integer.MAX_VALUE, nodes);
    }

    private void visit(QueryVisitorFieldEnvironment field) {
        if (field.isTypeNameIntrospectionField()) {
            return;
        }
        String type = GraphQLTypeUtil.unwrapAll(field.getParentType()).getName();
        String name = field.getFieldDefinition().getName();
        if (type.startsWith("__") || name.startsWith("__")) {
            return;
        }
        if (lacking.contains(type + "." + name)) {
            undefined.add(new Undefined(type, name));
            absent.add(field.getField());
        }
        if (!served.has(type, name)) {
            failures.add(
                    new QueryFailure(
                            "UNSERVED", "the simulator does not serve " + type + "." + name));
        }
        if (isConnection(field)) {
            long parents = parents(field.getParentEnvironment());
            long size = size(field);
            if (size == 0) {
                failures.add(
                        new QueryFailure(
                                "MISSING_PAGINATION_BOUNDARIES",
                                "You must provide a `first` or `last` value to properly paginate"
                                        + " the `"
                                        + name
                                        + "` connection."));
            } else if (size > LARGEST_PAGE) {
                failures.add(
                        new QueryFailure(
                                "EXCESSIVE_PAGINATION",
                                "Requesting "
                                        + size
                                        + " records on the `"
                                        + name
                                        + "` connection exceeds the `first` limit of 100 records."));
            }
            lists += parents;
            nodes += parents * size;
        }
    }

    private static long parents(
            @org.jspecify.annotations.Nullable QueryVisitorFieldEnvironment field) {
        long all = 1;
        for (QueryVisitorFieldEnvironment at = field; at != null; at = at.getParentEnvironment()) {
            all *= isConnection(at) ? Math.max(1, size(at)) : 1;
        }
        return all;
    }

    private static boolean isConnection(QueryVisitorFieldEnvironment field) {
        return GraphQLTypeUtil.unwrapAll(field.getFieldDefinition().getType())
                .getName()
                .endsWith("Connection");
    }

    private static long size(QueryVisitorFieldEnvironment field) {
        for (String bound : List.of("first", "last")) {
            if (field.getArguments().get(bound) instanceof Integer size) {
                return size;
            }
        }
        return 0;
    }
}
