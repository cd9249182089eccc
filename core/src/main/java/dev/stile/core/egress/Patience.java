package dev.stile.core.egress;

import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.ConnectorException.Unavailable;

import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How often and how long one call may try and wait (TU-13, TR-61). Not for several threads. */
final class Patience {
    private static final int MOST_TRIES = 4;

    /** A minute, and what is lost between a wait and the next look at a bucket. */
    private static final Duration MOST_WAITING = Duration.ofMillis(60_500);

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);

    private final Deadline deadline;
    private final Duration whole;
    private final Progress progress;
    private final Clock clock;
    private final RandomGenerator random;
    private final Pause pause;
    private int tries;
    private boolean inDoubt;
    private Duration waited = Duration.ZERO;

    /**
     * @param deadline of the call
     * @param whole longest exchange
     */
    Patience(EgressGate gate, Deadline deadline, Duration whole, Progress progress) {
        this.deadline = deadline;
        this.whole = whole;
        this.progress = progress;
        this.clock = gate.clock();
        this.random = gate.random();
        this.pause = gate.pause();
    }

    /** Counts a try. */
    void begin() {
        tries++;
    }

    /**
     * An earlier try of a write may have arrived: nothing that a later one fails with undoes that.
     */
    void doubt() {
        inDoubt = true;
    }

    boolean isInDoubt() {
        return inDoubt;
    }

    /** Bound of the call, and so of everything that it waits for. */
    Deadline call() {
        return deadline;
    }

    /** Bound of an exchange that begins now: what was waited for until now is not charged to it. */
    Deadline exchange() {
        return deadline.orSooner(whole);
    }

    boolean isSpent() {
        return tries >= MOST_TRIES || deadline.isPast();
    }

    /** Waits as a server or a bucket asked, or says until when one would have to. */
    void obey(Duration delay, boolean secondary) {
        if (waited.plus(delay).compareTo(MOST_WAITING) > 0
                || delay.compareTo(deadline.left()) > 0) {
            throw rateLimited(delay, secondary);
        }
        sleep("the server limits how fast it is asked", delay);
    }

    RateLimited rateLimited(Duration delay, boolean secondary) {
        return new RateLimited(clock.instant().plus(delay), delay, secondary);
    }

    /**
     * Waits a random part of a time that doubles with each try, so that many callers do not come
     * back at once.
     *
     * @return false if there is no time left for that
     */
    boolean backOff() {
        long longest = FIRST_BACKOFF.toNanos() << Math.min(tries - 1, 8);
        Duration delay = Duration.ofNanos(random.nextLong(longest + 1));
        if (waited.plus(delay).compareTo(MOST_WAITING) > 0
                || delay.compareTo(deadline.left()) > 0) {
            return false;
        }
        sleep("the server did not answer", delay);
        return true;
    }

    private void sleep(String why, Duration delay) {
        if (delay.isZero()) {
            return;
        }
        progress.waiting(why, delay);
        waited = waited.plus(delay);
        try {
            pause.waitFor(delay);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the call was interrupted while it waited", interrupted);
        }
    }
}
