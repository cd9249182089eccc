package dev.stile.simulator.hosting.traffic;

import dev.stile.simulator.wire.Headers;
import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The newest 20,000 requests. Keeps no credential of a header. For any thread. */
public final class WireLog {
    private static final int KEPT = 20_000;
    private static final int KEPT_BODY = 256 << 10;
    private static final Set<String> SECRET = Set.of("authorization", "cookie");

    private final ArrayDeque<WireRequest> newest = new ArrayDeque<>();
    private long number;

    synchronized void add(
            Instant at,
            String actor,
            Request request,
            int status,
            Response response,
            boolean disturbed) {
        Headers shown =
                new Headers(
                        request.headers().fields().stream()
                                .map(
                                        field ->
                                                SECRET.contains(
                                                                field.name()
                                                                        .toLowerCase(Locale.ROOT))
                                                        ? new Headers.Field(
                                                                field.name(), "[" + actor + "]")
                                                        : field)
                                .toList());
        newest.add(
                new WireRequest(
                        ++number,
                        at,
                        actor,
                        request.method(),
                        request.path(),
                        request.query(),
                        shown,
                        text(request.body()),
                        status,
                        text(response.bytes()),
                        disturbed));
        if (newest.size() > KEPT) {
            newest.remove();
        }
    }

    private static String text(byte[] body) {
        return new String(body, 0, Math.min(body.length, KEPT_BODY), StandardCharsets.UTF_8);
    }

    /** All kept requests, oldest first. */
    public synchronized List<WireRequest> requests() {
        return List.copyOf(newest);
    }

    /** Those that are meant; which of them in number is not looked at. */
    public List<WireRequest> requests(On on) {
        return requests().stream()
                .filter(
                        each ->
                                on.matches(
                                        new Request(
                                                each.method(),
                                                each.path(),
                                                each.query(),
                                                each.headers(),
                                                each.body().getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    /** How many are meant. */
    public int count(On on) {
        return requests(on).size();
    }

    /** Forgets all. */
    public synchronized void clear() {
        newest.clear();
    }
}
