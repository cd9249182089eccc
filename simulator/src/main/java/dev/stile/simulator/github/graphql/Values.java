package dev.stile.simulator.github.graphql;

import dev.stile.simulator.json.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON values as plain ones, which the GraphQL library takes and gives. */
final class Values {
    private Values() {}

    /** A query's variables; null counts as not given. */
    static Map<String, Object> variables(Json.Obj given) {
        Map<String, Object> variables = new LinkedHashMap<>();
        given.members()
                .forEach(
                        (name, json) -> {
                            Object value = of(json);
                            if (value != null) {
                                variables.put(name, value);
                            }
                        });
        return variables;
    }

    private static @Nullable Object of(Json value) {
        return switch (value) {
            case Json.Obj object -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                object.members().forEach((name, member) -> map.put(name, of(member)));
                yield map;
            }
            case Json.Arr list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.items().forEach(item -> items.add(of(item)));
                yield items;
            }
            case Json.Text text -> text.value();
            case Json.Num number -> number(number.value());
            case Json.Bool bool -> bool.value();
            case Json.Null _ -> null;
        };
    }

    private static Object number(BigDecimal value) {
        return value.scale() <= 0 && value.precision() < 10
                ? (Object) value.intValueExact()
                : value.scale() <= 0 ? value.toBigInteger() : value;
    }

    static Json json(@Nullable Object value) {
        return switch (value) {
            case null -> new Json.Null();
            case Map<?, ?> map -> {
                var object = Json.object();
                map.forEach((name, member) -> object.put(String.valueOf(name), json(member)));
                yield object.build();
            }
            case List<?> list -> {
                List<Json> items = new ArrayList<>();
                list.forEach(item -> items.add(json(item)));
                yield Json.list(items);
            }
            case Boolean bool -> Json.bool(bool);
            case Integer number -> Json.number(number);
            case Long number -> Json.number(number);
            case BigInteger number -> new Json.Num(new BigDecimal(number));
            case Double number -> new Json.Num(BigDecimal.valueOf(number));
            default -> Json.text(String.valueOf(value));
        };
    }
}
