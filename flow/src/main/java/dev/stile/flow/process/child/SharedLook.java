package dev.stile.flow.process.child;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A look that is dear, and that many want at the same time: each gets what a look saw that began
 * after it asked, and one look is enough for all who asked by then. Any thread may call.
 *
 * @param <T> what is seen; immutable
 */
final class SharedLook<T> {
    private final Supplier<T> look;
    private final AtomicLong asked = new AtomicLong();
    private final ReentrantLock looking = new ReentrantLock();
    private Seen<T> latest;

    /**
     * @param asked how many had asked when the look began
     */
    private record Seen<T>(long asked, T what) {}

    /**
     * @param nothing what nobody sees
     */
    SharedLook(Supplier<T> look, T nothing) {
        this.look = look;
        this.latest = new Seen<>(0, nothing);
    }

    /** What is to be seen from now on. */
    T now() {
        long mine = asked.incrementAndGet();
        looking.lock();
        try {
            if (latest.asked() < mine) {
                long all = asked.get();
                latest = new Seen<>(all, look.get());
            }
            return latest.what();
        } finally {
            looking.unlock();
        }
    }
}
