package dev.stile.flow.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Turns of work for many connections: never two at once for one of them, a few connections beside
 * each other, in the order in which they asked. Whoever had its turn stands behind all that wait.
 * Any thread may call.
 */
final class Lanes {
    /** A connection that hangs holds one of them for as long as its action may take. */
    static final int MOST = 8;

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Predicate<String> turn;
    private final Runnable again;
    private final ThreadPoolExecutor threads;

    /** Those that wait for their turn or have it. */
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    private volatile boolean stopping;

    /**
     * @param turn the work of the connection of that name, and whether it did anything; it throws
     *     nothing
     * @param again called after a turn that did something: there may be more for it by now, or for
     *     others
     */
    Lanes(Predicate<String> turn, Runnable again) {
        this.turn = turn;
        this.again = again;
        // Platform threads: what is sent through a program is read from its pipes. The queue holds
        // each connection at most once.
        this.threads =
                new ThreadPoolExecutor(
                        MOST,
                        MOST,
                        IDLE.toMillis(),
                        TimeUnit.MILLISECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().name("stile-lane-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Gives each of them a turn, unless it waits for one or has one. Returns at once. */
    synchronized void ask(Collection<String> connections) {
        for (String connection : connections) {
            if (!stopping && asked.add(connection)) {
                threads.execute(() -> run(connection));
            }
        }
    }

    private void run(String connection) {
        boolean wasFruitful = false;
        try {
            wasFruitful = !stopping && turn.test(connection);
        } finally {
            asked.remove(connection);
        }
        if (wasFruitful) {
            again.run();
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /** From now on nobody gets a turn. Those that have one end it. */
    synchronized void stop() {
        stopping = true;
        threads.shutdown();
    }

    /** Waits until the last turn has ended, and not longer than that. */
    boolean awaitEnd(Duration most) throws InterruptedException {
        return threads.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS);
    }
}
