package dev.stile.core.audit;

import dev.stile.core.store.Transaction;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Outcomes that should be in the log and are not. Nothing else begins before they are (TU-53), so
 * each transaction pays what it can before it adds anything. Any thread may call.
 */
final class OwedOutcomes {
    /** By the intent's number: the row, or nothing where somebody else holds it. */
    private final Map<Long, Optional<AuditRow>> owed = new ConcurrentSkipListMap<>();

    /** Keeps a row, to be written before the next one. */
    void keep(AuditRow outcome) {
        outcome.parent().ifPresent(parent -> owed.put(parent, Optional.of(outcome)));
    }

    /** Waits for whoever could not write these to write them. */
    void miss(List<AuditRow> rows) {
        for (AuditRow row : rows) {
            if (isOutcome(row)) {
                owed.putIfAbsent(row.parent().getAsLong(), Optional.empty());
            }
        }
    }

    /** Takes a row off the list that a transaction is about to write, until that is rolled back. */
    void paid(Transaction transaction, AuditRow row) {
        if (!isOutcome(row)) {
            return;
        }
        Optional<AuditRow> kept =
                Optional.ofNullable(owed.remove(row.parent().getAsLong())).flatMap(held -> held);
        transaction.whenEnded(
                written -> {
                    if (!written) {
                        kept.ifPresent(this::keep);
                        miss(List.of(row));
                    }
                });
    }

    /** Rows that are kept, by the number of their intent. */
    List<AuditRow> kept() {
        return owed.values().stream().flatMap(Optional::stream).toList();
    }

    /** The intent of an outcome that is owed. */
    Optional<Long> any() {
        return owed.keySet().stream().findFirst();
    }

    private static boolean isOutcome(AuditRow row) {
        return row.phase() == AuditPhase.OUTCOME && row.parent().isPresent();
    }
}
