package dev.stile.flow.filter;

import dev.stile.api.json.Json;
import dev.stile.flow.document.Faults;
import dev.stile.flow.document.Fields;
import dev.stile.flow.filter.ValueTest.Order;
import dev.stile.flow.path.PathQuery;
import dev.stile.flow.pattern.BoundedPattern;
import dev.stile.flow.pattern.PatternRefusedException;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The tests that a path filter may hold. */
final class Operators {
    static final List<String> NAMES =
            List.of(
                    "exists",
                    "eq",
                    "ne",
                    "lt",
                    "le",
                    "gt",
                    "ge",
                    "in",
                    "contains",
                    "starts_with",
                    "ends_with",
                    "matches");

    private final Fields fields;
    private final Faults faults;

    Operators(Fields fields, Faults faults) {
        this.fields = fields;
        this.faults = faults;
    }

    /** The filter that a test makes of a query; empty if its operand has a fault. */
    Optional<Function<PathQuery, Filter>> read(String name) {
        Json operand = fields.find(name).orElseGet(Json::nothing);
        if (name.equals("exists")) {
            return fields.flag(name)
                    .map(
                            there ->
                                    query -> {
                                        Filter found =
                                                new Filter.Path(query, new ValueTest.Exists());
                                        return there ? found : new Filter.None(List.of(found));
                                    });
        }
        Optional<ValueTest> test =
                switch (name) {
                    case "eq" -> Optional.of(new ValueTest.Equal(operand));
                    case "ne" -> Optional.of(new ValueTest.NotEqual(operand));
                    case "lt" -> ordered(name, Order.LT, operand);
                    case "le" -> ordered(name, Order.LE, operand);
                    case "gt" -> ordered(name, Order.GT, operand);
                    case "ge" -> ordered(name, Order.GE, operand);
                    case "in" -> in(name);
                    case "contains" -> Optional.of(new ValueTest.Contains(operand));
                    case "starts_with" -> fields.text(name).map(ValueTest.StartsWith::new);
                    case "ends_with" -> fields.text(name).map(ValueTest.EndsWith::new);
                    default -> fields.text(name).flatMap(this::matches);
                };
        return test.map(made -> query -> new Filter.Path(query, made));
    }

    private Optional<ValueTest> ordered(String name, Order order, Json operand) {
        if (operand instanceof Json.JsonNumber || operand instanceof Json.JsonText) {
            return Optional.of(new ValueTest.Ordered(order, operand));
        }
        faults.add(
                fields.at(name), "only numbers and texts have an order", "write one of them here");
        return Optional.empty();
    }

    private Optional<ValueTest> in(String name) {
        List<Json> operands = fields.items(name);
        if (operands.isEmpty()) {
            faults.add(fields.at(name), "this is empty or no list", "write a list of values");
            return Optional.empty();
        }
        return Optional.of(new ValueTest.In(operands));
    }

    private Optional<ValueTest> matches(String text) {
        try {
            boolean caseSensitive = fields.flag("case_sensitive").orElse(false);
            return Optional.of(new ValueTest.Matches(BoundedPattern.compile(text, caseSensitive)));
        } catch (PatternRefusedException refused) {
            faults.add(fields.at("matches"), refused.what(), "write the pattern without it");
            return Optional.empty();
        }
    }
}
