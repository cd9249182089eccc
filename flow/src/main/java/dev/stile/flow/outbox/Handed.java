package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.effect.EffectState;
import dev.stile.core.lease.LeaseWait;

import java.time.Duration;

/**
 * An entry that somebody else took to send before its proposer could: a daemon beside it, another
 * command. Any thread may wait.
 */
final class Handed {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final OutboxJournal journal;
    private final Attempt attempt;
    private final Settler settler;

    Handed(OutboxJournal journal, Attempt attempt, Settler settler) {
        this.journal = journal;
        this.attempt = attempt;
        this.settler = settler;
    }

    /**
     * Waits for the end of the attempt that is under way. One whose sender is gone has none: it
     * becomes unknown, as by a sweep.
     *
     * @return the entry as it is then; still being sent, if it was so at the deadline
     */
    Entry ended(Deadline deadline, long id) {
        while (true) {
            // In this order: whoever gives an entry back wrote down before what became of it.
            boolean isUnderWay = attempt.isUnderWay(deadline, id);
            Entry entry = journal.find(deadline, id).orElseThrow();
            if (!isOpen(entry)) {
                return entry;
            }
            if (!isUnderWay && isLeft(deadline, entry)) {
                return journal.find(deadline, entry.id()).orElseThrow();
            }
            if (!LeaseWait.again(deadline, LOOK_EVERY)) {
                return entry;
            }
        }
    }

    private static boolean isOpen(Entry entry) {
        return switch (entry.state()) {
            case APPROVED, SENDING -> true;
            case PLANNED, PROPOSED, DONE, FAILED, UNKNOWN, DROPPED, CANCELLED -> false;
        };
    }

    /**
     * Whether nobody has it in hand. One that is being sent by now was taken between the two looks,
     * unless its lease can be had.
     */
    private boolean isLeft(Deadline deadline, Entry entry) {
        return entry.state() != EffectState.SENDING || settler.abandon(entry.id(), deadline);
    }
}
