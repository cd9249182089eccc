package dev.stile.hosting.service;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.Retry;
import dev.stile.api.hosting.HostServices.Place;
import dev.stile.api.hosting.Operation;
import dev.stile.hosting.turn.KeyedTurns;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The calls of this process to code hosts: eight at once to each, whichever connections they are
 * of, and to one repository one write at a time. One for a process; any thread may call.
 */
public final class HostPlaces {
    /** Calls to one host at once. */
    static final int MOST_AT_ONCE = 8;

    /** More that wait are told at once that there is no room. */
    private static final int MOST_WAITING = 64;

    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final KeyedTurns hosts = new KeyedTurns(MOST_AT_ONCE, MOST_WAITING);
    private final KeyedTurns writes = new KeyedTurns(1, MOST_WAITING);

    /**
     * Waits for a place, as long as the call has time. A write waits for those before it without
     * holding a place of its host.
     *
     * @param host its address
     * @throws Unavailable if none became free: nothing was sent
     */
    Place take(String host, Operation operation, Target target, CallContext call) {
        boolean isWrite =
                switch (operation.actionClass()) {
                    case READ, GIT_REMOTE -> false;
                    case PR_WRITE, COMMENT, REVIEW_DISMISS, MERGE -> true;
                };
        if (!isWrite) {
            return ofHost(host, operation, call);
        }
        String repo = host + "/" + target.container().toLowerCase(Locale.ROOT);
        Optional<KeyedTurns.Turn> write = writes.take(repo, call.deadline());
        KeyedTurns.Turn turn = write.orElseThrow(() -> busy(operation, "writes to " + repo));
        boolean isTaken = false;
        try {
            Place place = ofHost(host, operation, call);
            isTaken = true;
            return () -> {
                place.close();
                turn.close();
            };
        } finally {
            if (!isTaken) {
                turn.close();
            }
        }
    }

    private Place ofHost(String host, Operation operation, CallContext call) {
        return hosts.take(host, call.deadline())
                .<Place>map(turn -> turn::close)
                .orElseThrow(() -> busy(operation, "calls to " + host));
    }

    private static Unavailable busy(Operation operation, String what) {
        return new Unavailable(
                operation.word()
                        + " waited for other "
                        + what
                        + ", which did not end in time; nothing was sent",
                new Retry.AfterDelay(AGAIN));
    }
}
