package dev.stile.testkit.action;

import dev.stile.api.json.Json;

/**
 * An input that fits the schema and that the server does not take.
 *
 * @param action slug
 * @param member the member of the input that is wrong
 */
public record RefusedInput(String action, Json.JsonObject input, String member) {}
