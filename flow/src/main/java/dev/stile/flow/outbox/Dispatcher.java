package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.bell.Bell;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Lets every connection ask about what is unknown and send what is due, each in a lane of its own:
 * what hangs for one delays no other. {@link #look} is called in a loop by one thread; the rest any
 * thread may call.
 */
public final class Dispatcher {
    private static final Duration TURN = Duration.ofSeconds(30);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Sender sender;
    private final Settler settler;
    private final Clock clock;
    private final Consumer<RuntimeException> failed;
    private final Map<String, Deadline> resting = new ConcurrentHashMap<>();
    private final Lanes lanes;

    /**
     * @param news rung when it is time for another {@link #look}
     * @param failed is told of each turn that throws, and of entries that cannot be read; by
     *     several threads
     */
    public Dispatcher(
            Sender sender,
            Settler settler,
            Clock clock,
            Bell news,
            Consumer<RuntimeException> failed) {
        this.sender = sender;
        this.settler = settler;
        this.clock = clock;
        this.failed = failed;
        this.lanes = new Lanes(this::turn, news::ring);
    }

    /**
     * Gives a turn to each connection that has something to do and no turn yet. Makes no request,
     * and waits for none.
     */
    public void look(Deadline deadline) {
        resting.values().removeIf(Deadline::isPast);
        Set<String> connections = new LinkedHashSet<>();
        connections.addAll(settler.asking(clock.instant(), deadline));
        connections.addAll(sender.waiting(clock.instant(), deadline));
        connections.removeAll(resting.keySet());
        lanes.ask(connections);
    }

    /** From now on nothing is begun. What is in hand is ended. */
    public void stop() {
        lanes.stop();
    }

    /** Waits until what is in hand has ended. Returns whether that is so. */
    public boolean awaitEnd(Duration most) throws InterruptedException {
        return lanes.awaitEnd(most);
    }

    /**
     * Questions first: what is known by then may let others go.
     *
     * @return whether something was sent, behind which more may leave by now
     */
    private boolean turn(String connection) {
        try {
            ask(connection);
            Sender.Round round =
                    sender.sendOnce(
                            connection, clock.instant(), Deadline.after(TURN), lanes::isStopping);
            round.damaged().forEach(failed);
            return round.attempts() > 0;
        } catch (RuntimeException error) {
            rest(connection, error);
            return false;
        }
    }

    /** A question that fails keeps nothing back that is not asked about. */
    private void ask(String connection) {
        try {
            settler.askOnce(connection, clock.instant(), Deadline.after(TURN), lanes::isStopping)
                    .damaged()
                    .forEach(failed);
        } catch (RuntimeException error) {
            rest(connection, error);
        }
    }

    private void rest(String connection, RuntimeException error) {
        resting.put(connection, Deadline.after(AFTER_FAILURE));
        failed.accept(error);
    }
}
