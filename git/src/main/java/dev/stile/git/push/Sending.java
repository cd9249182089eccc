package dev.stile.git.push;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Token;
import dev.stile.core.error.Code;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.git.diff.Draft;
import dev.stile.git.diff.Edit;
import dev.stile.git.diff.PendingReference;
import dev.stile.git.mirror.MirrorFailure;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.PushedPath;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.process.GitFailed;
import dev.stile.git.sync.ProjectFormat;
import dev.stile.git.sync.RenderedRecord;
import dev.stile.git.sync.Tracker;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Sends the writes of one plan, one after the other, each with its precondition, and says what
 * became of each. One record's failure does not stop the others; what stops them all is an error
 * that the next write would meet too.
 */
final class Sending {
    private final Tracker tracker;
    private final PushPlan plan;
    private final ProjectFormat format;
    private final MirrorState state;
    private final Settling settling;
    private final Clock clock;
    private final WritingRight right;
    private final LongSupplier requests;
    private final Map<String, RecordId> created = new HashMap<>();
    private final List<Failure> notes = new ArrayList<>();
    private Optional<StileException> stopped = Optional.empty();

    /**
     * @param requests how many requests left so far
     */
    Sending(
            Tracker tracker,
            PushPlan plan,
            MirrorState state,
            Settling settling,
            Clock clock,
            LongSupplier requests) {
        this.tracker = tracker;
        this.plan = plan;
        this.format = ProjectFormat.of(plan.schema());
        this.state = state;
        this.settling = settling.knowing(this::recordAt);
        this.clock = clock;
        this.right = new WritingRight(tracker);
        this.requests = requests;
    }

    /**
     * Sends one write. The journal says "sending" before this is called, and keeps the result
     * after.
     */
    EntryResult send(PlannedWrite write, JournalEntry entry) {
        long before = requests.getAsLong();
        try {
            EntryResult result =
                    switch (write) {
                        case PlannedWrite.Create create -> create(create, entry);
                        case PlannedWrite.Update update -> update(update);
                        case PlannedWrite.Remove remove -> remove(remove, entry);
                    };
            if (!(result instanceof EntryResult.Failed)) {
                right.granted();
            }
            return result;
        } catch (ConnectorException.OutcomeUnknown
                | ConnectorException.Malformed
                | ConnectorException.Internal unknown) {
            // A connector that failed by itself may have done so behind its request.
            return settled(write, entry, unknown);
        } catch (ConnectorException failed) {
            if (failed instanceof ConnectorException.Permission refused) {
                right.refused(refused);
            }
            stopIfAllMeet(failed);
            return new EntryResult.Failed(write.path(), problem(write.path(), failed));
        } catch (StileException ours) {
            stopIfAllMeet(ours);
            // A write may take several requests: the gate may have let the first ones through.
            return ours.leftNothing() && requests.getAsLong() == before
                    ? new EntryResult.Failed(write.path(), problem(write.path(), ours))
                    : settled(write, entry, ours);
        }
    }

    private void stopIfAllMeet(StileException failed) {
        if (meetsEveryWrite(failed)) {
            stopped = Optional.of(failed);
        }
    }

    /** The gate, the policy and the audit refuse the next write, too, but for what is in it. */
    private static boolean meetsEveryWrite(StileException failed) {
        if (failed instanceof ConnectorException answered) {
            return Tracker.meetsEveryCall(answered);
        }
        return !(failed instanceof Failure refused
                && (refused.registered() == Code.TOO_LARGE
                        || refused.registered() == Code.LABEL_REFUSED));
    }

    /**
     * What stops the rest, if something does. Asked before each further write; after a refusal for
     * want of a right this may ask the tracker how far that reaches.
     */
    Optional<StileException> stopped() {
        if (stopped.isEmpty()) {
            stopped = right.missing();
        }
        return stopped;
    }

    /** Fields that were not taken and edits that were overwritten. */
    List<Failure> notes() {
        return List.copyOf(notes);
    }

    private EntryResult create(PlannedWrite.Create create, JournalEntry entry) {
        if (!isResolved(create.draft().mapEach(Draft::references))) {
            return unresolved(create.path());
        }
        Tainted<RecordDraft> draft =
                create.draft().map(read -> read.resolved(plan.schema(), this::recordAt));
        Untainted<RecordDraft, Sink.RecordField> clean = draft.sanitise(Sanitizers.recordField());
        WriteResult result =
                tracker.store()
                        .createRecord(tracker.project(), clean, entry.key(), tracker.calls().get());
        created.put(create.path(), result.id());
        notes.addAll(WriteNotes.of(create.path(), result));
        return new EntryResult.Written(
                create.path(), RenderedRecord.of(result.record(), format), true);
    }

    private EntryResult update(PlannedWrite.Update update) {
        if (!isResolved(update.edit().mapEach(Edit::references))) {
            return unresolved(update.path());
        }
        Tainted<RecordChange> change = update.edit().map(read -> read.resolved(this::recordAt));
        Untainted<RecordChange, Sink.RecordField> clean = change.sanitise(Sanitizers.recordField());
        WriteResult result =
                tracker.store()
                        .updateRecord(
                                tracker.project(),
                                update.record(),
                                clean,
                                update.precondition(),
                                tracker.calls().get());
        notes.addAll(WriteNotes.of(update.path(), result));
        return new EntryResult.Written(
                update.path(), RenderedRecord.of(result.record(), format), false);
    }

    /** A new record that this one refers to may just have been refused by the tracker. */
    private boolean isResolved(List<Tainted<PendingReference>> references) {
        return references.stream()
                .allMatch(
                        reference ->
                                recordAt(reference.checked(found -> new Token(found.path())).text())
                                        .isPresent());
    }

    private static EntryResult unresolved(String path) {
        return new EntryResult.Failed(
                path,
                Problem.at(
                        Code.REFERENCE_UNRESOLVED,
                        path,
                        "a new record that it refers to was not made"));
    }

    private EntryResult remove(PlannedWrite.Remove remove, JournalEntry entry) {
        RemoveResult result =
                tracker.store()
                        .deleteOrClose(
                                tracker.project(),
                                remove.record(),
                                entry.mode(),
                                entry.reason(),
                                remove.precondition(),
                                tracker.calls().get());
        return switch (result) {
            case RemoveResult.Deleted deleted ->
                    new EntryResult.Removed(remove.path(), remove.record());
            case RemoveResult.AlreadyGone gone ->
                    new EntryResult.Removed(remove.path(), remove.record());
            case RemoveResult.Closed(Tainted<TrackerRecord> record) ->
                    new EntryResult.Written(
                            remove.path(), RenderedRecord.of(record, format), false);
        };
    }

    /**
     * An answer was lost: one look at the tracker may tell what happened; if not, it stays unknown.
     * Where not even that look is answered, or git does not say what was sent, the next write would
     * be one more that nobody can tell of.
     */
    private EntryResult settled(PlannedWrite write, JournalEntry entry, StileException unknown) {
        EntryResult found;
        try {
            found = settling.asked(entry, clock.instant(), plan.schema());
        } catch (StileException cannotTell) {
            stopIfAllMeet(cannotTell);
            found = Settling.cannotTell(entry, cannotTell);
        } catch (GitFailed failed) {
            StileException unread = MirrorFailure.of(failed);
            stopIfAllMeet(unread);
            found = Settling.unread(entry, unread);
        }
        if (found instanceof EntryResult.Written written && written.created()) {
            created.put(write.path(), written.shown().id());
        }
        boolean notNow = isRefusedForNow(unknown);
        if (notNow && !isDone(found)) {
            // The server would say so to the next write, too.
            stopped = Optional.of(unknown);
        }
        return told(found, notNow, unknown);
    }

    private static boolean isRefusedForNow(StileException unknown) {
        return unknown instanceof ConnectorException.OutcomeUnknown lost && lost.isRefusedForNow();
    }

    private static boolean isDone(EntryResult found) {
        return found instanceof EntryResult.Written || found instanceof EntryResult.Removed;
    }

    /**
     * What the look found, with why it was needed.
     *
     * @param notNow whether there was an answer, and it was that the server cannot do it now. That
     *     may be the word of a gateway which passed the write on: it proves nothing
     */
    private static EntryResult told(EntryResult found, boolean notNow, StileException why) {
        return switch (found) {
            case EntryResult.NotTried none ->
                    failed(
                            none.path(),
                            notNow ? Code.UNAVAILABLE : ConnectorCodes.of(why),
                            notNow
                                    ? "the server cannot do it now, and nothing was written"
                                    : "the answer was lost, and nothing was written",
                            why);
            case EntryResult.Unknown(
                            String path,
                            Optional<RecordId> record,
                            Problem problem,
                            boolean unchanged) ->
                    new EntryResult.Unknown(
                            path,
                            record,
                            saying(notNow ? notNow(problem) : problem, why),
                            unchanged);
            case EntryResult.Written written -> written;
            case EntryResult.Removed removed -> removed;
            case EntryResult.Failed failed -> failed;
        };
    }

    private static Problem notNow(Problem problem) {
        return Problem.at(
                problem.code(),
                problem.path().orElseThrow(),
                "the server said that it cannot do it now; " + problem.message());
    }

    private static Problem saying(Problem problem, StileException answer) {
        return answer.remoteText().map(problem::saying).orElse(problem);
    }

    private static EntryResult failed(
            String path, Code code, String message, StileException answer) {
        return new EntryResult.Failed(path, saying(Problem.at(code, path, message), answer));
    }

    /** The record that a path of this push stands for. */
    private Optional<RecordId> recordAt(String path) {
        RecordId made = created.get(path);
        if (made != null) {
            return Optional.of(made);
        }
        return named(path).or(() -> state.shownAt(path).map(ShownRecord::id));
    }

    /** What the pushed commit's own names stand for, before names that main happens to have. */
    private Optional<RecordId> named(String path) {
        for (PlannedWrite write : plan.writes()) {
            if (write instanceof PlannedWrite.Update update && update.path().equals(path)) {
                return Optional.of(update.record());
            }
        }
        return plan.standing().stream()
                .filter(row -> row.path().equals(path))
                .findFirst()
                .or(
                        () ->
                                plan.ended().contains(path)
                                        ? Optional.empty()
                                        : state.pushed().at(plan.base(), path))
                .map(PushedPath::record);
    }

    static Problem problem(String path, StileException failed) {
        if (failed instanceof ConnectorException.Invalid invalid) {
            Optional<Tainted<String>> taken = RefusedValue.taken(invalid);
            if (taken.isPresent()) {
                return Problem.at(
                                RefusedValue.code(invalid), path, failed.headline() + "; it takes")
                        .saying(taken.get());
            }
        }
        return saying(Problem.at(ConnectorCodes.of(failed), path, failed.headline()), failed);
    }
}
