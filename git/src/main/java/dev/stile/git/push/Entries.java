package dev.stile.git.push;

import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.git.process.ObjectId;
import dev.stile.git.remote.PushRequest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the journal keeps of the writes of a plan.
 *
 * @param request who asks for them, and how
 * @param main the mirror's main now
 * @param since a time that the server showed, before which nothing of this push can be
 * @param unsettled whose keys some of them have to have
 * @param newKeys keys for the others
 */
record Entries(
        PushRequest request,
        Optional<ObjectId> main,
        Instant since,
        Unsettled unsettled,
        Supplier<String> newKeys) {
    List<JournalEntry> of(PushPlan plan) {
        return plan.writes().stream().map(write -> entry(plan, write)).toList();
    }

    private JournalEntry entry(PushPlan plan, PlannedWrite write) {
        Optional<JournalEntry> before = unsettled.again(write).map(PushJournal.Kept::entry);
        return new JournalEntry(
                action(write),
                write.path(),
                recordOf(write),
                base(write),
                blob(write),
                before.map(JournalEntry::key).orElseGet(() -> new IdempotencyKey(newKeys.get())),
                plan.tip(),
                before.map(JournalEntry::main).orElse(main),
                request.repository().identity().key(),
                before.map(JournalEntry::since).orElse(since),
                mode(request),
                request.options().deleteReason().orElse(DeleteReason.ABANDONED),
                before.map(JournalEntry::precondition).orElseGet(() -> precondition(write)),
                startedFrom(write));
    }

    /** What a removed file means for its record. */
    static RemoveMode mode(PushRequest request) {
        return request.options().closeOnDelete() ? RemoveMode.CLOSE : RemoveMode.DELETE;
    }

    /** The record that a write is about, where there is one before it. */
    static Optional<RecordId> recordOf(PlannedWrite write) {
        return switch (write) {
            case PlannedWrite.Create create -> Optional.empty();
            case PlannedWrite.Update update -> Optional.of(update.record());
            case PlannedWrite.Remove remove -> Optional.of(remove.record());
        };
    }

    private static Optional<Precondition> precondition(PlannedWrite write) {
        return switch (write) {
            case PlannedWrite.Create create -> Optional.empty();
            case PlannedWrite.Update update -> Optional.of(update.precondition());
            case PlannedWrite.Remove remove -> Optional.of(remove.precondition());
        };
    }

    private static Optional<Version> startedFrom(PlannedWrite write) {
        return write instanceof PlannedWrite.Update update
                ? update.startedFrom()
                : Optional.empty();
    }

    private static JournalEntry.Action action(PlannedWrite write) {
        return switch (write) {
            case PlannedWrite.Create create -> JournalEntry.Action.CREATE;
            case PlannedWrite.Update update -> JournalEntry.Action.UPDATE;
            case PlannedWrite.Remove remove -> JournalEntry.Action.REMOVE;
        };
    }

    private static Optional<ObjectId> base(PlannedWrite write) {
        return switch (write) {
            case PlannedWrite.Create create -> Optional.empty();
            case PlannedWrite.Update update -> Optional.of(update.base());
            case PlannedWrite.Remove remove -> Optional.of(remove.base());
        };
    }

    private static Optional<ObjectId> blob(PlannedWrite write) {
        return switch (write) {
            case PlannedWrite.Create create -> Optional.of(create.blob());
            case PlannedWrite.Update update -> Optional.of(update.blob());
            case PlannedWrite.Remove remove -> Optional.empty();
        };
    }
}
