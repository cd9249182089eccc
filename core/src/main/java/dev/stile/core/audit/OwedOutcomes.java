package dev.stile.core.audit;

import dev.stile.core.store.Transaction;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Outcomes that should be in the log and are not. Nothing else begins before they are (TU-53), so
 * each transaction pays them before it begins anything. Whoever could not write one may come back
 * with it, or with another one for the same intent: the last one said is the one that is owed, and
 * what was paid is not written twice. One that is said late takes nothing's place. Any thread may
 * call.
 */
final class OwedOutcomes {
    /** Who comes back does so soon. */
    private static final int MOST_PAID = 10_000;

    /** By the intent's number, as all here. */
    private final Map<Long, AuditRow> owed = new TreeMap<>();

    private final Map<Long, Paid> paid =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Paid> eldest) {
                    return size() > MOST_PAID;
                }
            };

    /** Intents of transactions that have not ended: with them goes what they owe. */
    private final Set<Long> begun = new HashSet<>();

    /**
     * A row that was owed and is written.
     *
     * @param number where it stands
     */
    record Paid(AuditRow row, long number) {
        /** Whether that row says nothing else of the same intent. */
        boolean says(AuditRow outcome) {
            return row.entry().equals(outcome.entry());
        }
    }

    /** Keeps a row, to be written before the next one, unless it is written already. */
    synchronized void keep(AuditRow outcome) {
        OptionalLong intent = outcome.parent();
        if (intent.isEmpty() || paid.containsKey(intent.getAsLong())) {
            return;
        }
        if (outcome.late()) {
            owed.putIfAbsent(intent.getAsLong(), outcome);
        } else {
            owed.put(intent.getAsLong(), outcome);
        }
    }

    /** Keeps the outcomes of a transaction that failed. */
    void miss(List<AuditRow> rows) {
        rows.stream().filter(OwedOutcomes::isOutcome).forEach(this::keep);
    }

    /** An intent is written, if that transaction is kept. */
    synchronized void begin(Transaction transaction, long intent) {
        begun.add(intent);
        transaction.whenEnded(kept -> over(intent));
    }

    private synchronized void over(long intent) {
        begun.remove(intent);
    }

    /**
     * Takes the row of an intent off the list, since a transaction is about to write this one; one
     * that is rolled back leaves it here.
     */
    synchronized void replace(Transaction transaction, AuditRow outcome) {
        long intent = outcome.parent().orElseThrow();
        owed.remove(intent);
        if (!begun.contains(intent)) {
            transaction.whenEnded(
                    kept -> {
                        if (!kept) {
                            keep(outcome);
                        }
                    });
        }
    }

    /** A row that is kept here was written, if that transaction is kept. */
    synchronized void pay(Transaction transaction, AuditRow outcome, long number) {
        long intent = outcome.parent().orElseThrow();
        owed.remove(intent);
        paid.put(intent, new Paid(outcome, number));
        transaction.whenEnded(
                kept -> {
                    if (!kept) {
                        owe(outcome);
                    }
                });
    }

    private synchronized void owe(AuditRow outcome) {
        paid.remove(outcome.parent().orElseThrow());
        keep(outcome);
    }

    /** What was paid for the same intent, if anything was. */
    synchronized Optional<Paid> paid(AuditRow outcome) {
        return Optional.ofNullable(paid.get(outcome.parent().orElseThrow()));
    }

    /** What is owed for the same intent, if anything is. */
    synchronized Optional<AuditRow> kept(AuditRow outcome) {
        return Optional.ofNullable(owed.get(outcome.parent().orElseThrow()));
    }

    /** Rows that are owed, by the number of their intent. */
    synchronized List<AuditRow> kept() {
        return List.copyOf(owed.values());
    }

    static boolean isOutcome(AuditRow row) {
        return row.phase() == AuditPhase.OUTCOME && row.parent().isPresent();
    }
}
