package dev.stile.git.push;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorLock;
import dev.stile.git.mirror.RemovedRecords;
import dev.stile.git.repository.ObjectReader;
import dev.stile.git.sync.ProjectFormat;
import dev.stile.git.sync.RenderedRecord;
import dev.stile.git.sync.SchemaCache;
import dev.stile.git.sync.Tracker;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Takes a person's word about a write whose outcome nobody knows. Sends no write. */
public final class Resolving {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Mirror mirror;
    private final Supplier<Tracker> tracker;
    private final PushJournal journal;

    /**
     * @param tracker opened only to read what was created or closed
     */
    public Resolving(Mirror mirror, Supplier<Tracker> tracker, PushJournal journal) {
        this.mirror = mirror;
        this.tracker = tracker;
        this.journal = journal;
    }

    /** What the person says. */
    public sealed interface Answer {
        /** It happened, and this is the record. */
        record Created(RecordId record) implements Answer {}

        /** The change or the removal happened. */
        record Happened() implements Answer {}

        /** It did not happen: the same push again sends it. */
        record NotCreated() implements Answer {}

        /** It no longer matters: it blocks nothing any more and is never looked for again. */
        record GiveUp() implements Answer {}
    }

    /**
     * Settles an entry.
     *
     * @return the entry as it is now
     * @throws Failure NO_SUCH_PLAN; MIRROR_BUSY; USAGE if the answer is that of another kind of
     *     write, or names a record that cannot be the one that was made
     * @throws StileException effect_illegal_move if its outcome is known
     */
    public Effect resolve(String plan, long entry, Answer answer, Instant now) {
        try (MirrorLock lock =
                mirror.lock("resolve", PATIENCE, who -> {})
                        .orElseThrow(() -> Failure.of(Code.MIRROR_BUSY).build())) {
            PushJournal.Kept kept =
                    journal.entries(plan).stream()
                            .filter(each -> each.effect().id() == entry && journal.keeps(plan))
                            .findFirst()
                            .orElseThrow(() -> noSuch(plan, entry));
            Effect resolved =
                    switch (answer) {
                        case Answer.Created(RecordId record) -> created(kept, record, now);
                        case Answer.Happened none -> happened(kept, now);
                        case Answer.NotCreated none ->
                                journal.resolve(
                                        kept, new EntryResult.NotTried(kept.entry().path()));
                        case Answer.GiveUp none -> journal.giveUp(kept);
                    };
            // What stays kept is let go of by the next push, which says so if it cannot.
            new KeptTips(mirror, journal).release(now);
            return resolved;
        }
    }

    private Effect created(PushJournal.Kept kept, RecordId id, Instant now) {
        if (kept.entry().action() != JournalEntry.Action.CREATE) {
            throw wrongAnswer("this write made no record: say --happened");
        }
        if (kept.effect().state() == EffectState.UNKNOWN && isOfAnotherWrite(kept.entry(), id)) {
            throw wrongAnswer(
                    "record " + id.text() + " was there before, or was made by another write");
        }
        EntryResult.Written written = read(kept, id, true);
        remember(kept, written, now);
        return journal.resolve(kept, written);
    }

    private boolean isOfAnotherWrite(JournalEntry entry, RecordId id) {
        RecordSchema schema = new SchemaCache(mirror.state(), tracker.get()).stored();
        try (ObjectReader reader = mirror.repository().reader()) {
            return journal.hasCreated(id) || Settling.wasShown(entry, id, schema, reader);
        }
    }

    /**
     * A change needs no more than that: the next sync brings it. What became of a record that may
     * have been closed is read, so that the same push does not close it once more.
     */
    private Effect happened(PushJournal.Kept kept, Instant now) {
        return switch (kept.entry().action()) {
            case CREATE -> throw wrongAnswer("a new record has an id: say --created ID");
            case UPDATE -> journal.happened(kept);
            case REMOVE -> {
                EntryResult result = removed(kept);
                remember(kept, result, now);
                yield journal.resolve(kept, result);
            }
        };
    }

    private EntryResult removed(PushJournal.Kept kept) {
        RecordId id = kept.entry().record().orElseThrow();
        EntryResult gone = new EntryResult.Removed(kept.entry().path(), id);
        if (kept.entry().mode() == RemoveMode.DELETE) {
            return gone;
        }
        try {
            return read(kept, id, false);
        } catch (ConnectorException.NotFound missing) {
            if (missing.what() != ConnectorException.NotFound.What.RECORD) {
                throw missing;
            }
            return gone;
        }
    }

    /** Before it is called done: after a crash between, it can be said again. */
    private void remember(PushJournal.Kept kept, EntryResult result, Instant now) {
        if (kept.effect().state() != EffectState.UNKNOWN) {
            return;
        }
        mirror.state().rememberMade(Recovery.made(kept.entry(), result).stream().toList(), now);
        if (kept.entry().action() == JournalEntry.Action.REMOVE) {
            new RemovedRecords(mirror.state())
                    .keep(
                            kept.entry().record().orElseThrow(),
                            result instanceof EntryResult.Written,
                            now);
        }
    }

    private EntryResult.Written read(PushJournal.Kept kept, RecordId id, boolean created) {
        RecordSchema schema = new SchemaCache(mirror.state(), tracker.get()).stored();
        Tainted<TrackerRecord> record =
                tracker.get()
                        .store()
                        .getRecord(tracker.get().project(), id, tracker.get().calls().get());
        RenderedRecord rendered = RenderedRecord.of(record, ProjectFormat.of(schema));
        return new EntryResult.Written(kept.entry().path(), rendered, created);
    }

    private static Failure wrongAnswer(String headline) {
        return Failure.of(Code.USAGE)
                .headline(headline)
                .argument("verb", "push", "resolve")
                .build();
    }

    private static Failure noSuch(String plan, long entry) {
        return Failure.of(Code.NO_SUCH_PLAN)
                .headline("push " + plan + " has no entry " + entry)
                .build();
    }
}
