package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.error.Failure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Leaves entries that cannot be read alone for a while, so that one of them stops no other. Nothing
 * about them is decided: they keep their state, and are looked at again later. Any thread;
 * processes share it.
 */
final class SetAside {
    private static final Duration REST = Duration.ofMinutes(10);

    private final OutboxJournal journal;

    SetAside(OutboxJournal journal) {
        this.journal = journal;
    }

    /**
     * Whether an entry cannot be read, and so has to be passed over.
     *
     * @param told is given what is wrong the first time that anybody finds it
     */
    boolean isAside(long id, Instant now, Deadline deadline, Consumer<Failure> told) {
        if (journal.read(deadline, transaction -> journal.rows().damage(transaction, id))
                .isEmpty()) {
            return false;
        }
        put(id, now, deadline, told);
        return true;
    }

    /** Passes over an entry that turned out to be unreadable, unless it can be read by now. */
    void put(long id, Instant now, Deadline deadline, Consumer<Failure> told) {
        Optional<Failure> damage =
                journal.commit(
                        deadline,
                        transaction ->
                                journal.rows()
                                        .damage(transaction, id)
                                        .filter(
                                                found ->
                                                        EntryRows.setAside(
                                                                transaction, id, now.plus(REST))));
        damage.ifPresent(told);
    }
}
