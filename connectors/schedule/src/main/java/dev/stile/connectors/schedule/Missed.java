package dev.stile.connectors.schedule;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The ticks between two moments, the newest of them kept.
 *
 * @param kept in their order
 * @param passed how many more there were before them
 * @param last the newest of all
 */
record Missed(List<Instant> kept, long passed, Optional<Instant> last) {
    Missed {
        kept = List.copyOf(kept);
    }

    /**
     * @param after not itself
     * @param upTo itself, too
     * @param most how many to keep
     */
    static Missed between(Plan plan, Instant after, Instant upTo, int most) {
        Deque<Instant> kept = new ArrayDeque<>();
        long passed = 0;
        Optional<Instant> last = Optional.empty();
        Optional<Instant> next = plan.after(after);
        while (next.isPresent() && !next.get().isAfter(upTo)) {
            last = next;
            kept.addLast(next.get());
            if (kept.size() > most) {
                kept.removeFirst();
                passed++;
            }
            next = plan.after(next.get());
        }
        return new Missed(List.copyOf(kept), passed, last);
    }
}
