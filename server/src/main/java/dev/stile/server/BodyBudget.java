package dev.stile.server;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies may be in memory at a time, of all requests together. Any thread. */
final class BodyBudget {
    private final AtomicLong left;

    BodyBudget(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /** What one request holds. Closed when its answer is written. For one thread. */
    final class Share implements AutoCloseable {
        private long held;

        /** Takes so much more, or nothing. */
        boolean take(int bytes) {
            if (left.addAndGet(-bytes) < 0) {
                left.addAndGet(bytes);
                return false;
            }
            held += bytes;
            return true;
        }

        @Override
        public void close() {
            left.addAndGet(held);
            held = 0;
        }
    }

    Share share() {
        return new Share();
    }
}
