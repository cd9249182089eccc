package dev.stile.simulator.github.graphql;

import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.TimelineEvent;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.BooleanValue;
import graphql.language.FieldDefinition;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.ObjectTypeDefinition;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetcherFactories;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.TypeResolver;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * GitHub's schema with the served fields in it. Reading it takes a second or so, and it never
 * changes: one serves all simulators of a process.
 */
final class PublishedSchema {
    private static final PublishedSchema ONE = new PublishedSchema();

    private final Served served = new Served();
    private final GraphQLSchema schema;

    private PublishedSchema() {
        RootFields.add(served);
        PullFields.add(served);
        TalkFields.add(served);
        CommitFields.add(served);
        Mutations.add(served);
        RefFields.add(served);
        this.schema = executable(withoutRepeats(new SchemaParser().parse(text())));
    }

    static PublishedSchema get() {
        return ONE;
    }

    GraphQLSchema schema() {
        return schema;
    }

    Served served() {
        return served;
    }

    private static String text() {
        try (InputStream packed = PublishedSchema.class.getResourceAsStream("schema.graphql.gz")) {
            if (packed == null) {
                throw new IllegalStateException("the schema is not in the jar");
            }
            return new String(new GZIPInputStream(packed).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    // The published text has been known to define a field twice, which the language forbids.
    private static TypeDefinitionRegistry withoutRepeats(TypeDefinitionRegistry published) {
        for (ObjectTypeDefinition type : published.getTypes(ObjectTypeDefinition.class)) {
            Map<String, FieldDefinition> once = new LinkedHashMap<>();
            type.getFieldDefinitions().forEach(field -> once.putIfAbsent(field.getName(), field));
            if (once.size() < type.getFieldDefinitions().size()) {
                published.remove(type);
                published.add(
                        type.transform(
                                builder -> builder.fieldDefinitions(List.copyOf(once.values()))));
            }
        }
        return published;
    }

    private GraphQLSchema executable(TypeDefinitionRegistry published) {
        GraphQLCodeRegistry.Builder code = GraphQLCodeRegistry.newCodeRegistry();
        DataFetcher<Object> unserved =
                environment -> {
                    throw new QueryFailure(
                            "UNSERVED",
                            "the simulator does not serve " + environment.getField().getName());
                };
        code.defaultDataFetcher(DataFetcherFactories.useDataFetcher(unserved));
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring().codeRegistry(code);
        served.fields()
                .forEach(
                        (type, fields) -> {
                            if (!List.of("Actor", "GitObject").contains(type)) {
                                wiring.type(
                                        type,
                                        builder -> {
                                            fields.forEach(builder::dataFetcher);
                                            return builder;
                                        });
                            }
                        });
        published.scalars().keySet().forEach(name -> scalar(wiring, name));
        TypeResolver resolver =
                environment ->
                        environment
                                .getSchema()
                                .getObjectType(
                                        typeOf(Objects.requireNonNull(environment.getObject())));
        published
                .getTypes(graphql.language.InterfaceTypeDefinition.class)
                .forEach(
                        type ->
                                wiring.type(
                                        type.getName(), builder -> builder.typeResolver(resolver)));
        published
                .getTypes(graphql.language.UnionTypeDefinition.class)
                .forEach(
                        type ->
                                wiring.type(
                                        type.getName(), builder -> builder.typeResolver(resolver)));
        return new SchemaGenerator().makeExecutableSchema(published, wiring.build());
    }

    private static void scalar(RuntimeWiring.Builder wiring, String name) {
        if (!List.of("String", "Int", "Float", "Boolean", "ID").contains(name)) {
            wiring.scalar(GraphQLScalarType.newScalar().name(name).coercing(new AsItIs()).build());
        }
    }

    private static String typeOf(Object source) {
        return switch (source) {
            case Account account ->
                    switch (account.kind()) {
                        case PERSON -> "User";
                        case BOT -> "Bot";
                        case ORGANIZATION -> "Organization";
                    };
            case TimelineEvent event ->
                    switch (event.kind()) {
                        case HEAD_FORCE_PUSHED -> "HeadRefForcePushedEvent";
                        case CLOSED -> "ClosedEvent";
                        case REOPENED -> "ReopenedEvent";
                        case MERGED -> "MergedEvent";
                        case REMOVED_FROM_QUEUE -> "RemovedFromMergeQueueEvent";
                    };
            case Nodes.Commit _ -> "Commit";
            case Nodes.Team _ -> "Team";
            case Nodes.Run _ -> "CheckRun";
            case Nodes.Status _ -> "StatusContext";
            default -> throw new IllegalStateException("no type for " + source.getClass());
        };
    }

    /** The host's own scalars are texts that are passed on. */
    private static final class AsItIs implements Coercing<Object, Object> {
        @Override
        public Object serialize(Object value, GraphQLContext context, Locale locale) {
            return value;
        }

        @Override
        public Object parseValue(Object value, GraphQLContext context, Locale locale) {
            return value;
        }

        @Override
        public @Nullable Object parseLiteral(
                Value<?> literal,
                CoercedVariables variables,
                GraphQLContext context,
                Locale locale) {
            return switch (literal) {
                case StringValue text -> text.getValue();
                case IntValue number -> number.getValue();
                case FloatValue number -> number.getValue();
                case BooleanValue truth -> truth.isValue();
                default -> throw new CoercingParseLiteralException("not a scalar");
            };
        }
    }
}
