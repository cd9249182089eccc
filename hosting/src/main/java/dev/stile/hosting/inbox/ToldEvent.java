package dev.stile.hosting.inbox;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json.JsonObject;
import dev.stile.api.taint.Tainted;

import java.time.Instant;

/**
 * Something that happened to a pull request.
 *
 * @param kind such as {@code git.pr_merged}
 * @param id the same whoever looked
 * @param happened on the host's clock
 */
public record ToldEvent(
        String kind, String id, PrRef pr, Tainted<JsonObject> payload, Instant happened) {}
