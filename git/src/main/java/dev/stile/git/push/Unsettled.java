package dev.stile.git.push;

import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveMode;
import dev.stile.core.error.Code;
import dev.stile.core.error.Problem;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes of earlier pushes whose outcome nobody knows, and what they mean for a push of one clone.
 *
 * <p>Where the tracker honours the key of a create, the same create from the same clone is that one
 * once more, under its old key. So is the same change or removal of a record that was just read and
 * is as it was: both rest on the same version of it. Any other push of the same path or record
 * waits until the tracker can tell, or a person says, what became of it.
 */
final class Unsettled {
    /** How long a key is good for, at the least, where a tracker honours keys. */
    private static final Duration KEY_LASTS = Duration.ofHours(24);

    private final List<PushJournal.Kept> unknown;
    private final String clone;
    private final boolean honoursKeys;
    private final RemoveMode mode;
    private final Set<Long> unchanged;
    private final Patience patience;

    /**
     * @param honoursKeys whether a create may be sent again under its key
     * @param mode what a removed file means for its record
     * @param unchanged the entries whose records were just read and are as they were
     */
    Unsettled(
            List<PushJournal.Kept> unknown,
            String clone,
            boolean honoursKeys,
            RemoveMode mode,
            Set<Long> unchanged,
            Patience patience) {
        this.unknown = List.copyOf(unknown);
        this.clone = clone;
        this.honoursKeys = honoursKeys;
        this.mode = mode;
        this.unchanged = Set.copyOf(unchanged);
        this.patience = patience;
    }

    /** What stands against a plan. */
    List<Problem> against(PushPlan plan) {
        List<Problem> blocked = new ArrayList<>();
        for (PushJournal.Kept kept : unknown) {
            boolean isThere = isThere(plan, kept);
            for (PlannedWrite write : plan.writes()) {
                if (meets(write, kept, isThere) && !isSentAgain(write, kept)) {
                    blocked.add(
                            Problem.at(Code.JOURNAL_UNFINISHED, write.path(), description(kept)));
                }
            }
        }
        return blocked;
    }

    /** The entries that a plan meets: each is about the path or the record of one of its writes. */
    Set<Long> met(PushPlan plan) {
        Set<Long> met = new HashSet<>();
        for (PushJournal.Kept kept : unknown) {
            boolean isThere = isThere(plan, kept);
            if (plan.writes().stream().anyMatch(write -> meets(write, kept, isThere))) {
                met.add(kept.effect().id());
            }
        }
        return met;
    }

    private static boolean isThere(PushPlan plan, PushJournal.Kept kept) {
        return plan.writes().stream().anyMatch(write -> write.path().equals(kept.entry().path()));
    }

    private boolean meets(PlannedWrite write, PushJournal.Kept kept, boolean isThere) {
        return write.path().equals(kept.entry().path())
                || isSameRecord(write, kept)
                || (!isThere && createsTheSame(write, kept));
    }

    /** The earlier attempt of a write, whose key this one has to have. */
    Optional<PushJournal.Kept> again(PlannedWrite write) {
        return unknown.stream().filter(kept -> isSentAgain(write, kept)).findFirst();
    }

    private boolean isSentAgain(PlannedWrite write, PushJournal.Kept kept) {
        if (!kept.entry().path().equals(write.path())) {
            return false;
        }
        return switch (write) {
            case PlannedWrite.Create create -> isCreatedAgain(create, kept);
            case PlannedWrite.Update update ->
                    isAsItWas(update, kept, update.precondition())
                            && kept.entry().base().equals(Optional.of(update.base()))
                            && kept.entry().blob().equals(Optional.of(update.blob()));
            case PlannedWrite.Remove remove ->
                    isAsItWas(remove, kept, remove.precondition())
                            && kept.entry().action() == JournalEntry.Action.REMOVE
                            && kept.entry().mode() == mode;
        };
    }

    private boolean isCreatedAgain(PlannedWrite.Create create, PushJournal.Kept kept) {
        // The tracker counts from when it first saw the key, which was no sooner than this.
        Instant planned = kept.effect().created();
        return honoursKeys
                && createsTheSame(create, kept)
                && patience.clock().instant().isBefore(planned.plus(KEY_LASTS));
    }

    /** Whichever of the two comes first, the other one does not find that version any more. */
    private boolean isAsItWas(
            PlannedWrite write, PushJournal.Kept kept, Precondition precondition) {
        return unchanged.contains(kept.effect().id())
                && kept.entry().cloneKey().equals(clone)
                && isSameRecord(write, kept)
                && precondition instanceof Precondition.IfVersion;
    }

    /** At another path, the file has another name now and may have been made under the old one. */
    private boolean createsTheSame(PlannedWrite write, PushJournal.Kept kept) {
        return write instanceof PlannedWrite.Create create
                && kept.entry().action() == JournalEntry.Action.CREATE
                && kept.entry().cloneKey().equals(clone)
                && kept.entry().blob().equals(Optional.of(create.blob()));
    }

    private static boolean isSameRecord(PlannedWrite write, PushJournal.Kept kept) {
        return Entries.recordOf(write).isPresent()
                && Entries.recordOf(write).equals(kept.entry().record());
    }

    private String description(PushJournal.Kept kept) {
        Instant ended = kept.effect().updated();
        return "plan "
                + kept.effect().plan()
                + ", entry "
                + kept.effect().id()
                + (patience.isOver(ended) ? "" : "; " + patience.advice(ended));
    }
}
