package dev.stile.simulator.access;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.time.SimulatedClock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts what each token uses. A refused request counts for nothing. For any thread. */
public final class RateLimiter {
    /** What is left of a window. */
    public record Quota(int limit, int remaining, long resetSeconds) {}

    private static final class Use {
        private Instant windowStart;
        private int inWindow;
        private int running;
        private final ArrayDeque<Instant> writes = new ArrayDeque<>();

        private Use(Instant start) {
            windowStart = start;
        }
    }

    private final SimulatedClock clock;
    private final Map<String, Use> uses = new HashMap<>();

    /** Counts by this clock. */
    public RateLimiter(SimulatedClock clock) {
        this.clock = clock;
    }

    /**
     * Takes one request out of the token's limits, or refuses it with 429; pair with {@link #done}.
     */
    public synchronized Optional<Quota> take(Token token, boolean write) {
        Limits limits = token.limits();
        Instant now = clock.now();
        Use use = uses.computeIfAbsent(token.name(), _ -> new Use(now));
        if (!now.isBefore(use.windowStart.plus(limits.window())) || now.isBefore(use.windowStart)) {
            use.windowStart = now;
            use.inWindow = 0;
        }
        Duration untilReset = Duration.between(now, use.windowStart.plus(limits.window()));
        if (limits.requests().isPresent() && use.inWindow >= limits.requests().getAsInt()) {
            throw exceeded("primary", untilReset);
        }
        if (limits.concurrent().isPresent() && use.running >= limits.concurrent().getAsInt()) {
            throw exceeded("concurrency", Duration.ofSeconds(1));
        }
        if (write && limits.writesPerMinute().isPresent()) {
            while (!use.writes.isEmpty() && !use.writes.peek().plusSeconds(60).isAfter(now)) {
                use.writes.remove();
            }
            if (use.writes.size() >= limits.writesPerMinute().getAsInt()) {
                Instant free = use.writes.isEmpty() ? now : use.writes.element();
                throw exceeded("secondary", Duration.between(now, free.plusSeconds(60)));
            }
            use.writes.add(now);
        }
        use.inWindow++;
        use.running++;
        return quota(limits, use, untilReset);
    }

    /** Ends a request that {@link #take} let through. */
    public synchronized void done(Token token) {
        Optional.ofNullable(uses.get(token.name())).ifPresent(use -> use.running--);
    }

    /** Forgets what was used. */
    public synchronized void reset() {
        uses.clear();
    }

    private static Optional<Quota> quota(Limits limits, Use use, Duration untilReset) {
        if (limits.requests().isEmpty()) {
            return Optional.empty();
        }
        int limit = limits.requests().getAsInt();
        return Optional.of(new Quota(limit, limit - use.inWindow, seconds(untilReset)));
    }

    private static RuntimeException exceeded(String scope, Duration wait) {
        return Problem.of(429, "rate_limited", "too many requests; wait")
                .with("scope", Json.text(scope))
                .with("retry_after_seconds", Json.number(seconds(wait)))
                .refused();
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
