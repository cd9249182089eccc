package dev.stile.simulator.github.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The fields that have an answer, by type and name. For one thread, while it is filled. */
final class Served {
    private final Map<String, Map<String, DataFetcher<?>>> fields = new LinkedHashMap<>();

    /** Fields of one type whose source is of one class. */
    final class Of<S> {
        private final String type;
        private final Class<S> source;

        private Of(String type, Class<S> source) {
            this.type = type;
            this.source = source;
        }

        Of<S> field(String name, Function<S, ? extends @Nullable Object> value) {
            return seen(name, (each, _) -> value.apply(each));
        }

        /** A field that depends on who asks, or how. */
        Of<S> seen(
                String name,
                BiFunction<S, DataFetchingEnvironment, ? extends @Nullable Object> value) {
            put(
                    type,
                    name,
                    environment -> {
                        Object each = environment.getSource();
                        return unwrapped(value.apply(source.cast(each), environment));
                    });
            return this;
        }
    }

    <S> Of<S> of(String type, Class<S> source) {
        return new Of<>(type, source);
    }

    /** A field of a root type. */
    void root(String type, String name, Function<DataFetchingEnvironment, ?> value) {
        put(type, name, environment -> unwrapped(value.apply(environment)));
    }

    /** Fields that are members of a map of the same names. */
    void members(String type, String... names) {
        for (String name : names) {
            put(
                    type,
                    name,
                    environment ->
                            environment.getSource() instanceof Map<?, ?> map
                                    ? map.get(name)
                                    : null);
        }
    }

    /** A connection and its edges. */
    void connection(String type) {
        members(type + "Connection", "nodes", "edges", "pageInfo", "totalCount");
        members(type + "Edge", "node", "cursor");
    }

    /** Fields of an interface, answered by whatever type is behind it. */
    void ofInterface(String type, String... names) {
        for (String name : List.of(names)) {
            put(type, name, _ -> null);
        }
    }

    private void put(String type, String name, DataFetcher<?> fetcher) {
        fields.computeIfAbsent(type, _ -> new LinkedHashMap<>()).put(name, fetcher);
    }

    boolean has(String type, String name) {
        return Optional.ofNullable(fields.get(type))
                .filter(names -> names.containsKey(name))
                .isPresent();
    }

    Map<String, Map<String, DataFetcher<?>>> fields() {
        return fields;
    }

    private static @Nullable Object unwrapped(@Nullable Object value) {
        return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    }
}
