package dev.stile.git.push;

import dev.stile.api.error.StileException;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the writes of one plan through the journal and to the tracker, in their order, and keeps
 * what became of each. From the first request on nothing is raised: what had been written by then
 * would be told to nobody.
 */
final class Carrying {
    private final PushJournal journal;
    private final Sending sending;
    private final List<EntryResult> results = new ArrayList<>();
    private Optional<PushJournal.Kept> doubtful = Optional.empty();
    private Optional<StileException> unkept = Optional.empty();
    private boolean unwritable;

    Carrying(PushJournal journal, Sending sending) {
        this.journal = journal;
        this.sending = sending;
    }

    /** What became of each write so far, in their order. */
    List<EntryResult> results() {
        return List.copyOf(results);
    }

    /** The first write whose outcome nobody knows. */
    Optional<PushJournal.Kept> doubtful() {
        return doubtful;
    }

    /**
     * Makes sure that the journal has every outcome.
     *
     * @throws StileException if one could not be stored: its entry is still "sending" there
     */
    void requireKept() {
        unkept.ifPresent(
                failed -> {
                    throw failed;
                });
    }

    /** Whether no further write may be sent. */
    boolean isStopped() {
        return unwritable || unkept.isPresent() || sending.stopped().isPresent();
    }

    /** The next write is not sent. */
    void skip(PlannedWrite write) {
        results.add(new EntryResult.NotTried(write.path()));
    }

    /**
     * Sends the next write.
     *
     * @throws StileException if the journal takes nothing and no write was sent before
     */
    void send(PlannedWrite write, PushJournal.Kept entry) {
        PushJournal.Kept sent;
        try {
            sent = journal.sending(entry);
        } catch (StileException unwritten) {
            if (results.isEmpty()) {
                throw unwritten;
            }
            unwritable = true;
            results.add(
                    new EntryResult.Failed(write.path(), Sending.problem(write.path(), unwritten)));
            return;
        }
        EntryResult result = sending.send(write, sent.entry());
        if (entry.effect().state() == EffectState.UNKNOWN) {
            result = ofAnotherAttempt(sent.entry(), result);
        }
        results.add(result);
        if (result instanceof EntryResult.Unknown && doubtful.isEmpty()) {
            doubtful = Optional.of(sent);
        }
        try {
            journal.settle(sent, result);
        } catch (StileException unwritten) {
            unkept = Optional.of(unwritten);
        }
    }

    /** That the second attempt was refused says nothing about the first. */
    private static EntryResult ofAnotherAttempt(JournalEntry entry, EntryResult result) {
        return result instanceof EntryResult.Failed(String path, Problem problem)
                ? new EntryResult.Unknown(
                        path,
                        entry.record(),
                        new Problem(
                                Settling.codeOfUnknown(entry),
                                Optional.of(path),
                                problem.field(),
                                problem.ids(),
                                "it was sent before, and now: " + problem.message(),
                                problem.remote()),
                        false)
                : result;
    }
}
