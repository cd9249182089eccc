package dev.stile.testkit.action;

import dev.stile.api.json.Json;

import java.util.List;

/** A checker of JSON Schema 2020-12. The kit brings none, so that who uses it chooses. */
public interface SchemaChecker {
    /** What is wrong with the value, a line each; empty if it fits. */
    List<String> faults(Json schema, Json value);

    /** What is wrong with the schema itself, a line each; empty if it can be used. */
    List<String> faultsOfSchema(Json schema);
}
