package dev.stile.flow.local;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;

/**
 * A row for a table of the user's.
 *
 * @param connection slug of the event's connection
 * @param event its id, or that of the batch
 * @param rule slug
 * @param node of the rule's action
 * @param values by column
 */
public record TargetRow(
        String connection,
        String event,
        String rule,
        String node,
        Untainted<Json.JsonObject, Sink.SqlParameter> values) {
    public static TargetRow of(
            String connection,
            String event,
            String rule,
            String node,
            Tainted<Json.JsonObject> values) {
        return new TargetRow(connection, event, rule, node, values.sanitise(Sanitizers.sqlValue()));
    }
}
