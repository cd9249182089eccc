package dev.stile.flow.lifecycle;

import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.LettingGo;
import dev.stile.core.store.Transaction;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/**
 * Tells that a connection keeps no more lines that cannot be read, once a day (UTC) however many
 * there are: the audit log has each.
 */
public final class QuarantineNews implements LettingGo.Told {
    private final Supplier<Inbox> inbox;
    private final Clock clock;

    /**
     * @param inbox asked for when there is something to tell; it may be the one that tells this
     */
    public QuarantineNews(Supplier<Inbox> inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    @Override
    public void letGo(Transaction transaction, String connection) {
        String day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
        LifecycleEvent event =
                LifecycleEvent.of(
                                LifecycleKind.CONNECTION_GAP,
                                connection,
                                connection
                                        + " says more that cannot be read than is kept: the oldest"
                                        + " of it goes")
                        .fact("connection", connection)
                        .fact("reason", "quarantine_full")
                        .once("quarantine-" + connection + "-" + day);
        new StoredLifecycle(inbox.get(), clock).emit(transaction, event);
    }
}
