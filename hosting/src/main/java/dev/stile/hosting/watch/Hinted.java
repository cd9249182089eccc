package dev.stile.hosting.watch;

import dev.stile.api.hosting.PrRef;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was heard of pull requests and not followed yet. A hint waits for a moment, and whatever is
 * heard of the same one meanwhile is one with it. In memory alone: a hint that is lost costs time
 * and nothing else. Any thread may call.
 */
final class Hinted {
    private static final Duration JOINED = Duration.ofSeconds(2);
    private static final int MOST = 1_000;

    private final Map<String, Map<PrRef, Instant>> due = new HashMap<>();

    /** One more; over the bound it is forgotten. */
    synchronized void add(String connection, PrRef pr, Instant now) {
        Map<PrRef, Instant> heard = due.computeIfAbsent(connection, slug -> new LinkedHashMap<>());
        if (heard.size() < MOST) {
            heard.putIfAbsent(pr, now.plus(JOINED));
        }
    }

    /** When the first of a connection is due. */
    synchronized Optional<Instant> next(String connection) {
        return due.getOrDefault(connection, Map.of()).values().stream()
                .min(Comparator.naturalOrder());
    }

    boolean isDue(String connection, Instant now) {
        return next(connection).filter(at -> !at.isAfter(now)).isPresent();
    }

    /**
     * Those that are due; they are no hints any more.
     *
     * @param busy those that are looked at already: what was heard of them since waits
     */
    synchronized List<PrRef> take(String connection, Set<PrRef> busy, Instant now) {
        List<PrRef> taken = new ArrayList<>();
        Map<PrRef, Instant> heard = due.getOrDefault(connection, Map.of());
        heard.forEach(
                (pr, at) -> {
                    if (!at.isAfter(now) && !busy.contains(pr)) {
                        taken.add(pr);
                    }
                });
        taken.forEach(heard::remove);
        if (heard.isEmpty()) {
            due.remove(connection);
        }
        return taken;
    }
}
