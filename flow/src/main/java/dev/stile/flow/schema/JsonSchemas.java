package dev.stile.flow.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.regex.RegularExpression;

import dev.stile.api.json.Json;
import dev.stile.flow.path.JsonPointer;
import dev.stile.flow.pattern.BoundedPattern;
import dev.stile.flow.pattern.PatternRefusedException;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** JSON Schema 2020-12 by its library, with nothing fetched and no pattern that can run away. */
public final class JsonSchemas implements SchemaCheck {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final int LONGEST_REASON = 200;

    /** Leads through the library, which knows no other way to refuse a pattern. */
    private static final class UnusablePattern extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusablePattern(PatternRefusedException cause) {
            super(cause);
        }
    }

    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder ->
                            builder.schemaCacheEnabled(false)
                                    .schemaRegistryConfig(
                                            SchemaRegistryConfig.builder()
                                                    .regularExpressionFactory(JsonSchemas::pattern)
                                                    .locale(Locale.ROOT)
                                                    .preloadSchema(true)
                                                    .build()));
    private final Schema ofSchemas =
            registry.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

    @Override
    public List<SchemaFault> faults(Json schema, Json value) {
        return registry.getSchema(Nodes.of(schema)).validate(Nodes.of(value)).stream()
                .map(JsonSchemas::fault)
                .toList();
    }

    @Override
    public List<SchemaFault> faultsOfSchema(Json schema) {
        List<SchemaFault> faults = new ArrayList<>(foreignReferences("", schema));
        if (!faults.isEmpty()) {
            return faults;
        }
        JsonNode node = Nodes.of(schema);
        ofSchemas.validate(node).forEach(error -> faults.add(fault(error)));
        if (faults.isEmpty()) {
            try {
                // Compiles every keyword, patterns and local references among them.
                registry.getSchema(node).validate(Nodes.of(Json.object().build()));
            } catch (SchemaException broken) {
                faults.add(new SchemaFault("", "cannot be used as a schema"));
            } catch (UnusablePattern pattern) {
                faults.add(new SchemaFault("", "has a pattern that may take too long"));
            }
        }
        return faults;
    }

    private static RegularExpression pattern(String text) {
        try {
            return BoundedPattern.compile(text, true)::isFoundIn;
        } catch (PatternRefusedException refused) {
            throw new UnusablePattern(refused);
        }
    }

    /** A reference may only lead to another place of the same schema. */
    private static List<SchemaFault> foreignReferences(String pointer, Json value) {
        List<SchemaFault> faults = new ArrayList<>();
        switch (value) {
            case Json.JsonObject(var members) ->
                    members.forEach(
                            (name, member) -> {
                                String place = JsonPointer.below(pointer, name);
                                if (isForeign(name, member)) {
                                    faults.add(
                                            new SchemaFault(place, "refers to another document"));
                                }
                                faults.addAll(foreignReferences(place, member));
                            });
            case Json.JsonArray(var items) -> {
                for (int index = 0; index < items.size(); index++) {
                    faults.addAll(foreignReferences(pointer + "/" + index, items.get(index)));
                }
            }
            case Json.JsonText text -> {}
            case Json.JsonNumber number -> {}
            case Json.JsonFlag flag -> {}
            case Json.JsonNull nothing -> {}
        }
        return faults;
    }

    private static boolean isForeign(String name, Json member) {
        if (!(member instanceof Json.JsonText(String text))) {
            return false;
        }
        return switch (name) {
            case "$ref", "$dynamicRef" -> !text.startsWith("#");
            case "$schema" -> !text.equals(DIALECT);
            default -> false;
        };
    }

    private static SchemaFault fault(Error error) {
        String pointer = error.getInstanceLocation().toString();
        String property = error.getProperty();
        return switch (error.getKeyword()) {
            case "required" ->
                    new SchemaFault(
                            JsonPointer.below(pointer, String.valueOf(property)),
                            "is needed and not there");
            case "additionalProperties", "unevaluatedProperties" ->
                    new SchemaFault(
                            JsonPointer.below(pointer, String.valueOf(property)),
                            "is not a member that the schema knows");
            case String keyword -> new SchemaFault(pointer, keyword + " " + wanted(error));
        };
    }

    private static String wanted(Error error) {
        String wanted = String.valueOf(error.getSchemaNode());
        return "must be "
                + (wanted.length() > LONGEST_REASON
                        ? wanted.substring(0, LONGEST_REASON) + "..."
                        : wanted);
    }
}
