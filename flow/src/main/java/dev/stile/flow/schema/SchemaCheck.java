package dev.stile.flow.schema;

import dev.stile.api.json.Json;

import java.util.List;

/** Checks values against schemas. Any thread may call. */
public interface SchemaCheck {
    /** What is wrong with the value; empty if it fits. */
    List<SchemaFault> faults(Json schema, Json value);

    /** What is wrong with a schema itself; empty if it can be used. */
    List<SchemaFault> faultsOfSchema(Json schema);
}
