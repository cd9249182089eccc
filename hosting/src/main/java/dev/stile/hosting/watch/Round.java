package dev.stile.hosting.watch;

import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.RepoRef;
import dev.stile.core.store.Transaction;

import java.time.Instant;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * What the looks of one turn share, and tell each other: that no more of them begin, which
 * repositories are left alone for now, and what probes found. Any thread may use it.
 */
final class Round {
    private final Holding holding;
    private final HostSource.InUse inUse;
    private final Budget budget;
    private final Spent spent;
    private final double stretch;
    private final Set<String> skipped = ConcurrentHashMap.newKeySet();
    private final Queue<Watched> owed = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    /**
     * @param stretch how much longer intervals are than activity asks for
     */
    Round(Holding holding, HostSource.InUse inUse, Budget budget, Spent spent, double stretch) {
        this.holding = holding;
        this.inUse = inUse;
        this.budget = budget;
        this.spent = spent;
        this.stretch = stretch;
    }

    Holding holding() {
        return holding;
    }

    GitHost host() {
        return inUse.host();
    }

    /** Of the connection that the host was opened for. */
    long version() {
        return inUse.version();
    }

    /** One more use of the host, for a look that may outlast the turn. */
    HostSource.InUse use() {
        return inUse.again();
    }

    Budget budget() {
        return budget;
    }

    double stretch() {
        return stretch;
    }

    Instant now() {
        return holding.parts().clock().instant();
    }

    /** No more looks of this turn begin. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** No more looks at that repository begin in this turn. */
    void skip(RepoRef repo) {
        skipped.add(repo.key());
    }

    boolean isSkipped(RepoRef repo) {
        return skipped.contains(repo.key());
    }

    /** These need a whole look, which the same turn begins. */
    Queue<Watched> owed() {
        return owed;
    }

    Meter meter(Transaction transaction) {
        return Meter.load(transaction, budget, now());
    }

    Breakers breakers(Transaction transaction) {
        return Breakers.load(transaction, holding.connection(), holding.parts().random());
    }

    /** Does something that makes requests, and pays for them however it ends. */
    void paying(Runnable look) {
        spent.begin(requests());
        // What the look fails with is told, whatever comes of the payment.
        try (Payment due = this::pay) {
            look.run();
        }
    }

    private interface Payment extends AutoCloseable {
        @Override
        void close();
    }

    private void pay() {
        long requests = spent.end(requests());
        account(meter -> meter.spend(requests));
    }

    /**
     * Changes what is left of the budget. That belongs to the account and not to the connection, so
     * it holds also if another process has the connection by now.
     */
    void account(Consumer<Meter> change) {
        holding.parts()
                .database()
                .transaction(
                        Holding.soon(),
                        transaction -> {
                            Meter meter = meter(transaction);
                            change.accept(meter);
                            meter.store(transaction);
                            return true;
                        });
    }

    private long requests() {
        return holding.parts().source().requests(holding.connection());
    }
}
