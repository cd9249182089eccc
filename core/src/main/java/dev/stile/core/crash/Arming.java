package dev.stile.core.crash;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Which point kills this process, and at which of its visits. */
final class Arming {
    private final Optional<String> point;
    private final AtomicInteger visitsLeft;

    private Arming(Optional<String> point, int visits) {
        this.point = point;
        this.visitsLeft = new AtomicInteger(visits);
    }

    static Arming of(Map<String, String> environment) {
        String where = environment.get("STILE_CRASH_AT");
        if (where == null || !"1".equals(environment.get("STILE_TESTING"))) {
            return new Arming(Optional.empty(), 0);
        }
        int colon = where.indexOf(':');
        return colon < 0
                ? new Arming(Optional.of(where), 1)
                : new Arming(
                        Optional.of(where.substring(0, colon)),
                        Integer.parseInt(where.substring(colon + 1)));
    }

    boolean isDue(CrashPoint reached) {
        return point.isPresent()
                && point.get().equals(reached.wire())
                && visitsLeft.decrementAndGet() == 0;
    }
}
