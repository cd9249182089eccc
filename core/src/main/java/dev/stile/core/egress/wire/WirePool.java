package dev.stile.core.egress.wire;

import dev.stile.core.egress.url.Origin;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Wires that lie idle, of one connection and one credential (TU-6): a few, each for a short time.
 * Any thread may call.
 */
public final class WirePool implements AutoCloseable {
    private static final int MOST = 8;
    private static final Duration READS = Duration.ofSeconds(30);

    /** Servers close what lies idle; a write on such a wire would end as unknown for nothing. */
    private static final Duration WRITES = Duration.ofSeconds(2);

    private final Deque<Wire> idle = new ArrayDeque<>();
    private boolean open = true;

    /** Takes a wire that can be used again, the one used last. */
    public synchronized Optional<Wire> take(Origin origin, boolean forWrite) {
        Deque<Wire> others = new ArrayDeque<>();
        Optional<Wire> found = Optional.empty();
        while (found.isEmpty() && !idle.isEmpty()) {
            Wire wire = idle.pop();
            if (!wire.isFresh(READS)) {
                wire.close();
            } else if (wire.origin().equals(origin) && isFit(wire, forWrite)) {
                found = Optional.of(wire);
            } else {
                others.add(wire);
            }
        }
        others.descendingIterator().forEachRemaining(idle::push);
        return found;
    }

    /** Whether a wire that was taken can still be used. */
    public boolean isFit(Wire wire, boolean forWrite) {
        return wire.isFresh(forWrite ? WRITES : READS);
    }

    /** Puts a wire aside for the next exchange. */
    public void put(Wire wire) {
        wire.putAside();
        giveBack(wire);
    }

    /** Puts a wire back that was taken and not used. */
    public synchronized void giveBack(Wire wire) {
        if (!open) {
            wire.close();
            return;
        }
        idle.push(wire);
        if (idle.size() > MOST) {
            idle.removeLast().close();
        }
    }

    @Override
    public synchronized void close() {
        open = false;
        idle.forEach(Wire::close);
        idle.clear();
    }
}
