package dev.stile.simulator.traffic;

import dev.stile.simulator.wire.Headers;
import dev.stile.simulator.wire.Request;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The newest requests and the sums over all. Keeps no credential. For any thread. */
public final class RequestLog {
    private static final int KEPT = 20_000;
    private static final Set<String> SECRET = secretNames();

    private final ArrayDeque<LoggedRequest> newest = new ArrayDeque<>();
    private Counters counters = Counters.zero();
    private long number;

    /** Keeps one request; {@code status} 0 says that no answer was sent. */
    public synchronized void add(
            Instant at,
            String actor,
            Request request,
            int status,
            long responseBytes,
            Optional<String> fault) {
        Headers shown =
                new Headers(
                        request.headers().fields().stream()
                                .map(
                                        field ->
                                                SECRET.contains(field.name())
                                                        ? new Headers.Field(
                                                                field.name(), "[" + actor + "]")
                                                        : field)
                                .toList());
        LoggedRequest logged =
                new LoggedRequest(
                        ++number,
                        at,
                        actor,
                        request.method(),
                        request.path(),
                        request.query(),
                        shown,
                        request.body().length,
                        status,
                        responseBytes,
                        fault);
        counters = counters.plus(logged);
        newest.add(logged);
        if (newest.size() > KEPT) {
            newest.remove();
        }
    }

    /** The newest requests, oldest first; at most 20,000. */
    public synchronized List<LoggedRequest> requests() {
        return List.copyOf(newest);
    }

    /** The sums over all requests since the last reset. */
    public synchronized Counters counters() {
        return counters;
    }

    /** Forgets all requests and sums. */
    public synchronized void reset() {
        newest.clear();
        counters = Counters.zero();
        number = 0;
    }

    private static Set<String> secretNames() {
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(List.of("Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key"));
        return names;
    }
}
