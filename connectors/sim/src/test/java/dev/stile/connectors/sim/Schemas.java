package dev.stile.connectors.sim;

import dev.stile.api.json.Json;
import dev.stile.flow.schema.JsonSchemas;
import dev.stile.flow.schema.SchemaFault;
import dev.stile.testkit.action.SchemaChecker;

import java.util.List;

/** The checker that the platform itself uses. */
final class Schemas implements SchemaChecker {
    private final JsonSchemas checker = new JsonSchemas();

    @Override
    public List<String> faults(Json schema, Json value) {
        return checker.faults(schema, value).stream().map(SchemaFault::toString).toList();
    }

    @Override
    public List<String> faultsOfSchema(Json schema) {
        return checker.faultsOfSchema(schema).stream().map(SchemaFault::toString).toList();
    }
}
