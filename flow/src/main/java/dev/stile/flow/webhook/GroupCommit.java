package dev.stile.flow.webhook;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.inbox.Frame;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.inbox.Taken;
import dev.stile.core.store.Database;
import dev.stile.core.store.StoreException;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stores what many threads bring in few commits: one thread, started when something comes and gone
 * when nothing waits, takes all that waits along, so that one sync of the disk serves all of it.
 * Any thread may call.
 */
final class GroupCommit {
    /** The stream under whose name deliveries are stored. */
    static final String STREAM = "webhook";

    private static final int MOST_WAITING = 4_096;
    private static final int MOST_AT_ONCE = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Database database;
    private final Inbox inbox;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean writing = new AtomicBoolean();

    GroupCommit(Database database, Inbox inbox) {
        this.database = database;
        this.inbox = inbox;
    }

    /**
     * Stores a piece. What is durable when this returns is told; what could not be told in time may
     * become durable later, and is known when it is sent again.
     */
    Received store(Piece piece, Deadline deadline) {
        Waiting mine = new Waiting(piece);
        if (!queue.offer(mine)) {
            return new Received.Unavailable();
        }
        if (writing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("webhook-commits").start(this::commitAll);
        }
        return mine.await(deadline);
    }

    /** Commits until nothing waits; whoever comes while it ends begins anew. */
    private void commitAll() {
        do {
            try {
                while (!queue.isEmpty()) {
                    commitSome();
                }
            } finally {
                writing.set(false);
            }
        } while (!queue.isEmpty() && writing.compareAndSet(false, true));
    }

    private void commitSome() {
        List<Waiting> some = new ArrayList<>();
        queue.drainTo(some, MOST_AT_ONCE);
        try {
            if (!commit(some)) {
                // One piece that the store refuses must not take the others with it.
                some.forEach(each -> commit(List.of(each)));
            }
        } finally {
            some.forEach(each -> each.end(new Received.Unavailable()));
        }
    }

    /** False if something in it broke a rule of the store, so that nothing of it was kept. */
    private boolean commit(List<Waiting> some) {
        CrashPoint.INBOX_STORE_BEFORE.reach();
        try {
            List<Received> all =
                    database.transaction(
                            Deadline.after(PATIENCE), transaction -> store(transaction, some));
            CrashPoint.INBOX_STORE_AFTER.reach();
            for (int index = 0; index < some.size(); index++) {
                some.get(index).end(all.get(index));
            }
            return true;
        } catch (StoreException failure) {
            return failure.kind() != StoreException.Kind.BROKEN_RULE || some.size() == 1;
        } catch (AuditUnavailableException failure) {
            return true;
        }
    }

    private List<Received> store(Transaction transaction, List<Waiting> some) {
        Map<String, List<Integer>> byConnection = new LinkedHashMap<>();
        List<Received> all = new ArrayList<>(some.size());
        for (int index = 0; index < some.size(); index++) {
            Piece piece = some.get(index).piece;
            Optional<Received> ended = ended(transaction, piece);
            all.add(ended.orElseGet(Received.Stored::new));
            if (ended.isEmpty()) {
                byConnection
                        .computeIfAbsent(piece.connection(), each -> new ArrayList<>())
                        .add(index);
            }
        }
        byConnection.forEach((connection, mine) -> store(transaction, connection, mine, some, all));
        return all;
    }

    /** What becomes of a piece that is not for the inbox; it is remembered otherwise. */
    private static Optional<Received> ended(Transaction transaction, Piece piece) {
        if (!WebhookTable.touch(transaction, piece.connection(), piece.received())) {
            return Optional.of(new Received.Gone());
        }
        boolean known =
                WebhookTable.isKnown(
                        transaction, piece.connection(), piece.identity(), piece.received());
        if (known) {
            return Optional.of(new Received.Known());
        }
        WebhookTable.remember(
                transaction,
                piece.connection(),
                piece.identity(),
                piece.reference(),
                piece.generation(),
                piece.received());
        return piece.endpoint().hint() ? Optional.of(new Received.Hinted()) : Optional.empty();
    }

    private void store(
            Transaction transaction,
            String connection,
            List<Integer> mine,
            List<Waiting> some,
            List<Received> all) {
        List<Frame> frames = mine.stream().map(index -> some.get(index).piece.frame()).toList();
        List<Taken> taken =
                inbox.store(
                        transaction,
                        new StreamName(connection, STREAM),
                        frames,
                        AuditEntry.of(AuditOrigin.WEBHOOK, "webhook", AuditVerb.EVENT_RECEIVED)
                                .connection(connection));
        for (int index = 0; index < taken.size(); index++) {
            all.set(mine.get(index), received(taken.get(index)));
        }
    }

    private static Received received(Taken taken) {
        return switch (taken) {
            case Taken.New stored -> new Received.Stored();
            case Taken.Known known -> new Received.Known();
            case Taken.Conflict conflict -> new Received.SetAside();
            case Taken.Noted noted -> new Received.SetAside();
        };
    }

    /** A piece whose thread waits for its end. */
    private static final class Waiting {
        private final Piece piece;
        private final CompletableFuture<Received> received = new CompletableFuture<>();

        Waiting(Piece piece) {
            this.piece = piece;
        }

        /** The first end counts. */
        void end(Received how) {
            received.complete(how);
        }

        Received await(Deadline deadline) {
            try {
                return received.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return new Received.Unavailable();
            } catch (TimeoutException late) {
                return new Received.Unavailable();
            } catch (ExecutionException never) {
                throw new IllegalStateException("a piece ends with a value", never);
            }
        }
    }
}
