package dev.stile.simulator.github.access;

import dev.stile.simulator.time.SimulatedClock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The hourly limits per account, and the secondary ones that a test imposes. For any thread. */
public final class RateLimits {
    /** What is counted apart. */
    public enum Resource {
        CORE,
        GRAPHQL;

        /** As the header names it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Where an account stands. */
    public record Standing(int limit, int used, Instant resetAt) {
        /** What is left. */
        public int remaining() {
            return Math.max(0, limit - used);
        }
    }

    /**
     * A secondary limit.
     *
     * @param status 403 or 429
     * @param retryAfter what the header says; none for no header
     */
    public record Secondary(int status, Optional<Duration> retryAfter) {}

    private record Key(String login, Resource resource) {}

    private static final Duration WINDOW = Duration.ofHours(1);

    private final SimulatedClock clock;
    private final Map<Key, Standing> standings = new HashMap<>();
    private final Map<Key, Integer> limits = new HashMap<>();
    private Optional<Secondary> secondary = Optional.empty();
    private OptionalInt secondaryLeft = OptionalInt.empty();

    /** Limits that reset by this clock. */
    public RateLimits(SimulatedClock clock) {
        this.clock = clock;
    }

    /** Sets an account's hourly limit. */
    public synchronized void limit(String login, Resource resource, int limit) {
        Key key = new Key(login, resource);
        limits.put(key, limit);
        Standing old = now(key);
        standings.put(key, new Standing(limit, old.used(), old.resetAt()));
    }

    /** Uses an account's hour up, but for so much. */
    public synchronized void leave(String login, Resource resource, int remaining) {
        Key key = new Key(login, resource);
        Standing old = now(key);
        standings.put(key, new Standing(old.limit(), old.limit() - remaining, old.resetAt()));
    }

    /** Refuses the next requests as too many at once. */
    public synchronized void refuse(Secondary as, int requests) {
        secondary = Optional.of(as);
        secondaryLeft = OptionalInt.of(requests);
    }

    synchronized Optional<Secondary> takeSecondary() {
        if (secondaryLeft.orElse(0) == 0) {
            return Optional.empty();
        }
        secondaryLeft = OptionalInt.of(secondaryLeft.getAsInt() - 1);
        return secondary;
    }

    /** Where an account stands, nothing being counted. */
    public synchronized Standing standing(String login, Resource resource) {
        return now(new Key(login, resource));
    }

    /** Counts, unless nothing is left; says whether it was counted. */
    public synchronized boolean take(String login, Resource resource, int cost) {
        Key key = new Key(login, resource);
        Standing old = now(key);
        if (old.remaining() == 0) {
            return false;
        }
        standings.put(key, new Standing(old.limit(), old.used() + cost, old.resetAt()));
        return true;
    }

    /** Gives back what a request that turned out to be free had cost. */
    public synchronized void giveBack(String login, Resource resource) {
        Key key = new Key(login, resource);
        Standing old = now(key);
        standings.put(key, new Standing(old.limit(), old.used() - 1, old.resetAt()));
    }

    private Standing now(Key key) {
        Instant now = clock.now();
        Standing standing = standings.get(key);
        if (standing == null || !standing.resetAt().isAfter(now)) {
            int usual = key.login().equals("anonymous") ? 60 : 5_000;
            standing =
                    new Standing(
                            limits.getOrDefault(key, usual),
                            0,
                            now.plus(WINDOW).truncatedTo(ChronoUnit.SECONDS));
            standings.put(key, standing);
        }
        return standing;
    }
}
