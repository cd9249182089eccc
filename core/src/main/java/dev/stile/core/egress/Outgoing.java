package dev.stile.core.egress;

import dev.stile.api.http.Effect;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.taint.Untainted;
import dev.stile.core.digest.Sha256;
import dev.stile.core.egress.url.Origin;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.limit.BucketKey;

import java.util.Set;

/**
 * A request as it will be sent, whatever place it goes to.
 *
 * @param request what the connector asked for
 * @param body its bytes, empty if there are none
 */
record Outgoing(HttpRequest request, byte[] body) {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> READING_METHODS = Set.of("GET", "HEAD", "POST");

    static Outgoing of(HttpRequest request, JsonWriter writer) {
        if (!METHODS.contains(request.method())) {
            throw new IllegalArgumentException("no method of the gate: " + request.method());
        }
        if (request.effect() == Effect.READ && !READING_METHODS.contains(request.method())) {
            throw new IllegalArgumentException(request.method() + " is not a read");
        }
        byte[] body = request.body().map(Untainted::value).map(writer::bytes).orElse(new byte[0]);
        return new Outgoing(request, body);
    }

    boolean isRead() {
        return request.effect() == Effect.READ;
    }

    /** Whether doing it again, after it may have been done, changes nothing more. */
    boolean isRepeatable() {
        return switch (request.effect()) {
            case READ, KEYED_WRITE -> true;
            case WRITE -> false;
        };
    }

    boolean hasBody() {
        return request.body().isPresent();
    }

    /** What it is counted for at a place, with these credentials. */
    BucketKey bucket(Origin origin, String identity) {
        return new BucketKey(origin.toString(), identity, request.resource());
    }

    /** Lower-case hex SHA-256 of the body. */
    String digest() {
        return Sha256.hex(body);
    }
}
