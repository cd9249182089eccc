package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditTrail;
import dev.stile.core.audit.StoredRow;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the audit log says about an entry. Proves nothing by itself: that is {@code audit verify}.
 */
public final class Trail {
    private static final int LONGEST = 1000;

    private final OutboxJournal journal;
    private final AuditTrail audit;

    public Trail(OutboxJournal journal, AuditTrail audit) {
        this.journal = journal;
        this.audit = audit;
    }

    /** Each change of the entry, in order (FL-87). */
    public List<StoredRow> history(Deadline deadline, long id) {
        return audit.of("outbox", Entry.reference(id), LONGEST, deadline);
    }

    /**
     * From the event that led to it, over the delivery, to every request that was made for it
     * (TU-57), in order. The entry's refs say which: {@code event} is the id, {@code source} the
     * slug of its connection, {@code delivery} as the delivery's own rows name it.
     *
     * @throws Failure NO_SUCH_ENTRY
     */
    public List<StoredRow> why(Deadline deadline, long id) {
        Entry entry =
                journal.find(deadline, id)
                        .orElseThrow(
                                () ->
                                        Failure.of(Code.NO_SUCH_ENTRY)
                                                .fact("outbox", Entry.reference(id))
                                                .build());
        Map<Long, StoredRow> rows = new LinkedHashMap<>();
        received(deadline, entry).ifPresent(row -> rows.put(row.sequence(), row));
        // An event leads to other deliveries as well, which are no part of this chain.
        Optional.ofNullable(entry.refs().get("delivery"))
                .ifPresent(
                        delivery -> add(rows, audit.of("delivery", delivery, LONGEST, deadline)));
        add(rows, history(deadline, id));
        // Requests carry the call that they were made for.
        add(rows, audit.of("session", entry.reference(), LONGEST, deadline));
        return rows.values().stream()
                .sorted(Comparator.comparingLong(StoredRow::sequence))
                .toList();
    }

    private static void add(Map<Long, StoredRow> rows, List<StoredRow> more) {
        more.forEach(row -> rows.put(row.sequence(), row));
    }

    /** The commit that stored the event: its row is the first of that connection at that time. */
    private Optional<StoredRow> received(Deadline deadline, Entry entry) {
        return Optional.ofNullable(entry.refs().get("event"))
                .flatMap(
                        event ->
                                audit.received(
                                        entry.refs().getOrDefault("source", ""), event, deadline));
    }
}
