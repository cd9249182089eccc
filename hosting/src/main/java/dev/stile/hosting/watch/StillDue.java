package dev.stile.hosting.watch;

import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.Retry;
import dev.stile.api.hosting.LastCheck;
import dev.stile.api.hosting.PRStatus;
import dev.stile.hosting.policy.Policy;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether a write that was decided on may leave yet, asked when it has its place: a person may have
 * said otherwise while it waited, or time may have passed. For one thread.
 */
final class StillDue implements LastCheck {
    private final Supplier<Optional<String>> against;
    private boolean refused;

    private StillDue(Supplier<Optional<String>> against) {
        this.against = against;
    }

    /**
     * A merge.
     *
     * @param seen the snapshot that it was decided on
     */
    static StillDue merge(Holding holding, PRStatus seen) {
        return new StillDue(() -> againstWrite(holding).or(() -> againstMerge(holding, seen)));
    }

    /** A write that leans on no snapshot. */
    static StillDue write(Holding holding) {
        return new StillDue(() -> againstWrite(holding));
    }

    @Override
    public void require() {
        Optional<String> why = against.get();
        if (why.isPresent()) {
            refused = true;
            throw new Unavailable(why.get() + "; nothing was sent", new Retry.No());
        }
    }

    /** Whether it was asked, and said no. */
    boolean isRefused() {
        return refused;
    }

    private static Optional<String> againstWrite(Holding holding) {
        if (!holding.isHeld()) {
            return Optional.of("its look was interrupted while it waited for its place");
        }
        return holding.isOn()
                ? Optional.empty()
                : Optional.of("the connection was switched off while it waited for its place");
    }

    private static Optional<String> againstMerge(Holding holding, PRStatus seen) {
        WatchParts parts = holding.parts();
        if (new RepositoryNotes()
                .isAlarmed(parts.database(), holding.connection(), seen.pr().repo())) {
            return Optional.of("an alarm stopped the repository while it waited for its place");
        }
        return Policy.isFresh(seen, parts.clock().instant())
                ? Optional.empty()
                : Optional.of("what it was decided on is too old by now");
    }
}
