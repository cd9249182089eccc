package dev.stile.flow.outbox;

import dev.stile.api.json.Json;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.digest.Sha256;
import dev.stile.core.effect.EffectDraft;
import dev.stile.core.json.CanonicalJson;
import dev.stile.core.json.JsonWriter;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What an approval is bound to: the exact input, and where it goes.
 *
 * @param recipient as the action's pointer finds it in the input
 * @param sha256 lower-case hex digest of the canonical form of connector, connection, action,
 *     recipient and input
 * @param payload the input, from which the call is made again
 */
record Content(Optional<String> recipient, String sha256, String payload) {
    /**
     * @throws IllegalArgumentException if the input holds what not every reader reads alike
     */
    static Content of(
            String connector,
            String connection,
            String action,
            Optional<String> recipient,
            Tainted<Json.JsonObject> input) {
        String canonical =
                input.sanitise(
                                Sanitizers.<Json.JsonObject>sqlParameter(
                                        json ->
                                                canonical(
                                                        connector,
                                                        connection,
                                                        action,
                                                        recipient,
                                                        json)))
                        .value();
        String payload =
                input.sanitise(
                                Sanitizers.<Json.JsonObject>sqlParameter(
                                        json -> new JsonWriter().text(json)))
                        .value();
        return new Content(recipient, Sha256.hex(canonical), payload);
    }

    EffectDraft draft(IdempotencyKey key) {
        return new EffectDraft(recipient.orElse(""), key.text(), Optional.empty(), sha256, payload);
    }

    long bytes() {
        return payload.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String canonical(
            String connector,
            String connection,
            String action,
            Optional<String> recipient,
            Json.JsonObject input) {
        return CanonicalJson.text(
                Json.object()
                        .put("connector", connector)
                        .put("connection", connection)
                        .put("action", action)
                        .put("recipient", recipient.map(Json::text).orElseGet(Json::nothing))
                        .put("input", input)
                        .build());
    }
}
