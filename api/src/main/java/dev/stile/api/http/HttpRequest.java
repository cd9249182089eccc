package dev.stile.api.http;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Token;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request, without credentials: the gate places those as the manifest says. Immutable; the
 * {@code with} methods copy.
 *
 * @param method {@code GET}, {@code HEAD}, {@code POST}, {@code PUT}, {@code PATCH} or {@code
 *     DELETE}
 * @param url built from encoded parts
 * @param effect what it may do to the world
 * @param operation what it is for, in words of ours, for errors: {@code creating the record}
 * @param headers further headers; the gate refuses reserved ones
 * @param body JSON that was made safe for a record field
 * @param ifNoneMatch validator of an answer that the caller still has: the answer may then be "not
 *     modified"
 * @param patience longest wait for the whole exchange, if the gate's own is too long or too short;
 *     never past the deadline
 * @param resource which of the server's limits it counts against, in a name of the connector's own:
 *     1 to 40 of {@code [a-z0-9_-]}. A server that counts everything together needs none but {@link
 *     #REQUESTS}; where budgets are apart, name each, so that an empty one holds up no other
 */
public record HttpRequest(
        String method,
        Url url,
        Effect effect,
        String operation,
        Map<String, String> headers,
        Optional<Untainted<Json, Sink.RecordField>> body,
        Optional<Token> ifNoneMatch,
        Optional<Duration> patience,
        String resource) {
    /** The one limit of a server that counts everything together. */
    public static final String REQUESTS = "requests";

    public HttpRequest {
        if (!resource.equals(REQUESTS) && !resource.matches("[a-z0-9_-]{1,40}")) {
            throw new IllegalArgumentException("a resource is 1 to 40 of [a-z0-9_-]");
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** A read. */
    public static HttpRequest get(Url url, String operation) {
        return new HttpRequest(
                "GET",
                url,
                Effect.READ,
                operation,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                REQUESTS);
    }

    /** A write without a body, such as {@code DELETE}. */
    public static HttpRequest write(String method, Url url, String operation) {
        return new HttpRequest(
                method,
                url,
                Effect.WRITE,
                operation,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                REQUESTS);
    }

    /** A write of a body. */
    public static HttpRequest write(
            String method, Url url, String operation, Untainted<Json, Sink.RecordField> body) {
        return new HttpRequest(
                method,
                url,
                Effect.WRITE,
                operation,
                Map.of(),
                Optional.of(body),
                Optional.empty(),
                Optional.empty(),
                REQUESTS);
    }

    public HttpRequest header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpRequest(
                method, url, effect, operation, more, body, ifNoneMatch, patience, resource);
    }

    /** Says that the vendor honours the key, and sends it under the vendor's header name. */
    public HttpRequest keyed(String headerName, String key) {
        HttpRequest withKey = header(headerName, key);
        return new HttpRequest(
                method,
                url,
                Effect.KEYED_WRITE,
                operation,
                withKey.headers,
                body,
                ifNoneMatch,
                patience,
                resource);
    }

    public HttpRequest unlessMatching(Token validator) {
        return new HttpRequest(
                method,
                url,
                effect,
                operation,
                headers,
                body,
                Optional.of(validator),
                patience,
                resource);
    }

    /** The same, counted against another limit of the server than {@link #REQUESTS}. */
    public HttpRequest countedAs(String resource) {
        return new HttpRequest(
                method, url, effect, operation, headers, body, ifNoneMatch, patience, resource);
    }
}
