package dev.stile.flow.webhook;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.inbox.Frame;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.SetAside;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.inbox.Taken;
import dev.stile.core.store.Database;
import dev.stile.core.store.StoreException;
import dev.stile.core.store.Transaction;
import dev.stile.flow.connection.SecretMark;

import java.util.List;
import java.util.Optional;

/** Stores what the receivers of connections took. Any thread may call. */
final class PieceStore {
    /** The stream under whose name deliveries are stored. */
    static final String STREAM = "webhook";

    private final Database database;
    private final Inbox inbox;

    PieceStore(Database database, Inbox inbox) {
        this.database = database;
        this.inbox = inbox;
    }

    /** Stores a piece, perhaps in one commit with others. What this tells is durable. */
    Received store(Piece piece, Deadline deadline) {
        CrashPoint.INBOX_STORE_BEFORE.reach();
        try {
            Received received =
                    database.inGroup(deadline, transaction -> store(transaction, piece));
            CrashPoint.INBOX_STORE_AFTER.reach();
            return received;
        } catch (StoreException | AuditUnavailableException notStored) {
            return new Received.Unavailable();
        }
    }

    private Received store(Transaction transaction, Piece piece) {
        if (!WebhookTable.touch(transaction, piece.connection(), piece.received())) {
            return new Received.Gone();
        }
        if (WebhookTable.isKnownByContent(
                transaction, piece.connection(), piece.identity(), piece.received())) {
            return new Received.Known();
        }
        if (WebhookTable.isKnownById(transaction, piece.connection(), piece.identity())) {
            return again(transaction, piece);
        }
        WebhookTable.remember(
                transaction,
                piece.connection(),
                piece.identity(),
                piece.reference(),
                piece.generation(),
                piece.received());
        mark(transaction, piece);
        return piece.endpoint().hint()
                ? new Received.Hinted()
                : toInbox(transaction, piece, piece.frame());
    }

    /**
     * Something under an id that is known. The first that came stays; another one is no event, but
     * a person can look at it.
     */
    private Received again(Transaction transaction, Piece piece) {
        Optional<SetAside> other = other(piece.frame());
        boolean isOther =
                !piece.endpoint().hint()
                        && other.filter(
                                        what ->
                                                inbox.holdsOther(
                                                        transaction,
                                                        piece.connection(),
                                                        piece.identity().id().text(),
                                                        what.sha256()))
                                .isPresent();
        if (!isOther) {
            return new Received.Known();
        }
        mark(transaction, piece);
        return toInbox(transaction, piece, new Frame.Unusable(other.orElseThrow(), true));
    }

    /** What could not have been told in other words. */
    private static Optional<SetAside> other(Frame frame) {
        return switch (frame) {
            case Frame.Happened happened ->
                    happened.versioned()
                            ? Optional.empty()
                            : Optional.of(SetAside.conflict(happened.event()));
            case Frame.Unusable unusable -> Optional.of(unusable.what());
            case Frame.Checkpoint place -> Optional.empty();
        };
    }

    private static void mark(Transaction transaction, Piece piece) {
        if (piece.secretSeen()) {
            SecretMark.put(transaction, piece.connection(), 1, piece.received());
        }
    }

    private Received toInbox(Transaction transaction, Piece piece, Frame frame) {
        Taken taken =
                inbox.store(
                                transaction,
                                new StreamName(piece.connection(), STREAM),
                                List.of(frame),
                                AuditEntry.of(
                                                AuditOrigin.WEBHOOK,
                                                "webhook",
                                                AuditVerb.EVENT_RECEIVED)
                                        .connection(piece.connection()))
                        .getFirst();
        return switch (taken) {
            case Taken.New stored -> new Received.Stored();
            case Taken.Known known -> new Received.Known();
            case Taken.Conflict conflict -> new Received.SetAside();
            case Taken.Noted noted -> new Received.SetAside();
        };
    }
}
