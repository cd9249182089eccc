package dev.stile.flow.routing;

import dev.stile.api.call.Deadline;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells what we caused ourselves: an event that is called as the receipt of an entry of the outbox
 * is its echo, and as deep in a chain of rules as the delivery that sent it.
 */
public final class Echoes implements ChainDepth {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The depth is null where a person sent it. */
    private static final String SENT =
            """
            SELECT max(d.depth) FROM outbox o JOIN effect e ON e.id = o.effect
                LEFT JOIN delivery d ON d.outbox = o.effect
            WHERE o.receipt = ? AND e.connection = ? GROUP BY o.effect
            """;

    private final Database database;

    /**
     * @param database with the schema of the home
     */
    public Echoes(Database database) {
        this.database = database;
    }

    @Override
    public int of(StoredEvent event) {
        return read(transaction -> sent(transaction, event))
                .map(depth -> (int) depth.orElse(0))
                .orElse(0);
    }

    @Override
    public StoredEvent marked(StoredEvent stored) {
        return marked(List.of(stored)).getFirst();
    }

    /** In one turn at the database: with one an event, whoever stores events would wait for all. */
    @Override
    public List<StoredEvent> marked(List<StoredEvent> events) {
        return read(
                transaction -> events.stream().map(stored -> marked(transaction, stored)).toList());
    }

    private static StoredEvent marked(Transaction transaction, StoredEvent stored) {
        if (sent(transaction, stored).isEmpty()) {
            return stored;
        }
        Set<InboxFlag> flags = EnumSet.of(InboxFlag.ECHO);
        flags.addAll(stored.event().flags());
        return stored.withFlags(flags);
    }

    /** Empty where nobody sent it. A second thing that came of the same version is an echo too. */
    private static Optional<OptionalLong> sent(Transaction transaction, StoredEvent stored) {
        String id = stored.event().id();
        int mark = id.lastIndexOf('#');
        return find(transaction, stored.connection(), id)
                .or(
                        () ->
                                mark < 0
                                        ? Optional.empty()
                                        : find(
                                                transaction,
                                                stored.connection(),
                                                id.substring(0, mark)));
    }

    private static Optional<OptionalLong> find(
            Transaction transaction, String connection, String receipt) {
        return transaction.first(SENT, row -> row.optionalNumber(1), receipt, connection);
    }

    private <T> T read(Function<Transaction, T> work) {
        return database.read(Deadline.after(PATIENCE), work);
    }
}
