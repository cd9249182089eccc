package dev.stile.core.inbox;

import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.digest.Sha256;
import dev.stile.core.store.Transaction;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One commit of frames. */
final class Storing {
    /** Of this connection, whoever had its name before. By the name of the index that finds it. */
    static final String IS_SET_ASIDE =
            """
            SELECT id FROM quarantine INDEXED BY quarantine_same
            WHERE connection = ? AND era = ? AND event IS ? AND sha256 = ? AND reason = ?
            """;

    private final Transaction transaction;
    private final StreamName stream;
    private final AuditLog audit;
    private final Clock clock;
    private final LettingGo.Told told;
    private final MessageDigest digest = Sha256.begin();
    private Optional<Cursor> cursor = Optional.empty();
    private OptionalLong sequence = OptionalLong.empty();
    private int stored;
    private long bytes;
    private int setAside;
    private int unanswered;

    Storing(
            Transaction transaction,
            StreamName stream,
            AuditLog audit,
            Clock clock,
            LettingGo.Told told) {
        this.transaction = transaction;
        this.stream = stream;
        this.audit = audit;
        this.clock = clock;
        this.told = told;
    }

    List<Taken> store(List<Frame> frames, AuditEntry crossing) {
        List<Taken> taken = new ArrayList<>(frames.size());
        for (Frame frame : frames) {
            taken.add(take(frame));
        }
        sequence.ifPresent(this::keepSequence);
        if (stored > 0) {
            audit.append(
                    transaction,
                    AuditRow.point(
                            crossing.verb(AuditVerb.EVENT_RECEIVED)
                                    .content(Sha256.hex(digest), bytes)
                                    .reason(stored + " new of " + frames.size())));
        }
        if (setAside > 0) {
            audit.append(
                    transaction,
                    AuditRow.point(
                            crossing.verb(AuditVerb.EVENT_QUARANTINED)
                                    .reason(setAside + " of " + frames.size())));
        }
        if (unanswered > 0) {
            new LettingGo(transaction, stream.connection(), audit, told)
                    .ofTheOldest(unanswered, crossing);
        }
        cursor.ifPresent(place -> keep(transaction, stream, place));
        return taken;
    }

    private Taken take(Frame frame) {
        return switch (frame) {
            case Frame.Happened(InboxEvent event, Cursor behind, boolean versioned) -> {
                cursor = Optional.of(behind);
                yield insert(event, versioned);
            }
            case Frame.Checkpoint(Cursor behind) -> {
                cursor = Optional.of(behind);
                yield new Taken.Noted();
            }
            case Frame.Unusable(
                            SetAside what,
                            boolean once,
                            Optional<Cursor> behind,
                            boolean answered) -> {
                cursor = behind.or(() -> cursor);
                boolean isAnswered = answered || what.event().isPresent();
                if (once) {
                    setAsideOnce(what, isAnswered);
                } else {
                    setAside(what, isAnswered);
                }
                yield new Taken.Noted();
            }
        };
    }

    private record Before(long place, String sha256, Set<InboxFlag> flags) {}

    private Taken insert(InboxEvent event, boolean versioned) {
        String id = Eras.scoped(transaction, stream.connection(), event.id());
        Optional<Before> known =
                transaction.first(
                        "SELECT place, payload_sha256, flags FROM inbox WHERE connection = ? AND event = ?",
                        row -> new Before(row.number(1), row.text(2), InboxFlag.parse(row.text(3))),
                        stream.connection(),
                        id);
        if (known.isPresent()) {
            if (versioned || known.get().sha256().equals(event.payloadSha256())) {
                toldLive(known.get(), event);
                return new Taken.Known();
            }
            setAsideOnce(SetAside.conflict(event), true);
            return new Taken.Conflict();
        }
        long sequence = nextSequence();
        long place =
                transaction.insert(
                        """
                        INSERT INTO inbox
                            (connection, sequence, event, kind, key, container, happened, arrived,
                             integrity, confidentiality, flags, payload, payload_sha256)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        stream.connection(),
                        sequence,
                        id,
                        event.kind(),
                        event.key(),
                        event.container(),
                        event.happened().toEpochMilli(),
                        clock.millis(),
                        event.label().integrity().name(),
                        event.label().confidentiality().text(),
                        InboxFlag.text(event.flags()),
                        event.payload(),
                        event.payloadSha256());
        stored++;
        bytes += event.payload().length();
        digest.update((event.id() + "\n").getBytes(StandardCharsets.UTF_8));
        return new Taken.New(place, sequence);
    }

    /** What only a backfill had told reaches all rules, once the live stream tells it as well. */
    private void toldLive(Before before, InboxEvent event) {
        if (!before.flags().contains(InboxFlag.BACKFILL)
                || event.flags().contains(InboxFlag.BACKFILL)) {
            return;
        }
        transaction.update(
                "UPDATE inbox SET flags = ? WHERE place = ?",
                InboxFlag.text(event.flags()),
                before.place());
        transaction.update("INSERT OR IGNORE INTO inbox_live (place) VALUES (?)", before.place());
    }

    /** Read once a commit, and written once at its end: nobody else is in this transaction. */
    private long nextSequence() {
        if (sequence.isEmpty()) {
            sequence =
                    OptionalLong.of(
                            transaction
                                    .first(
                                            "SELECT last FROM inbox_sequence WHERE connection = ?",
                                            row -> row.number(1),
                                            stream.connection())
                                    .orElse(0L));
        }
        sequence = OptionalLong.of(sequence.getAsLong() + 1);
        return sequence.getAsLong();
    }

    private void keepSequence(long last) {
        transaction.update(
                """
                INSERT INTO inbox_sequence (connection, last) VALUES (?, ?)
                ON CONFLICT DO UPDATE SET last = excluded.last
                """,
                stream.connection(),
                last);
    }

    private void setAsideOnce(SetAside what, boolean answered) {
        Optional<Long> kept =
                transaction.first(
                        IS_SET_ASIDE,
                        row -> row.number(1),
                        stream.connection(),
                        Eras.now(transaction, stream.connection()),
                        what.event(),
                        what.sha256(),
                        what.reason());
        if (kept.isEmpty()) {
            setAside(what, answered);
        } else if (answered) {
            transaction.update(
                    "UPDATE quarantine SET answered = 1 WHERE id = ? AND answered = 0", kept.get());
        }
    }

    private void setAside(SetAside what, boolean answered) {
        setAside++;
        unanswered += answered ? 0 : 1;
        transaction.update(
                """
                INSERT INTO quarantine
                    (connection, era, stream, at, reason, event, length, sha256, excerpt, answered)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                stream.connection(),
                Eras.now(transaction, stream.connection()),
                stream.stream(),
                clock.millis(),
                what.reason(),
                what.event(),
                what.length(),
                what.sha256(),
                what.excerpt(),
                answered ? 1 : 0);
    }

    static void keep(Transaction transaction, StreamName stream, Cursor behind) {
        transaction.update(
                """
                INSERT INTO inbox_cursor (connection, stream, cursor) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET cursor = excluded.cursor
                """,
                stream.connection(),
                stream.stream(),
                behind.text());
    }
}
