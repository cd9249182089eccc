package dev.stile.git.push;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.api.label.Label;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.Feature;
import dev.stile.api.store.FindResult;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.error.Code;
import dev.stile.core.error.Problem;
import dev.stile.git.diff.Difference;
import dev.stile.git.diff.Draft;
import dev.stile.git.diff.Edit;
import dev.stile.git.format.BodyStyle;
import dev.stile.git.mirror.MirrorFailure;
import dev.stile.git.path.Layout;
import dev.stile.git.process.GitFailed;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.git.repository.ObjectReader;
import dev.stile.git.sync.ProjectFormat;
import dev.stile.git.sync.RenderedRecord;
import dev.stile.git.sync.Tracker;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds out what became of a write whose answer was lost, by reading. It never sends a write.
 *
 * <p>A result of {@link EntryResult.NotTried} means: proven not to have happened.
 */
final class Settling {
    private final MirrorRepository repository;
    private final Tracker tracker;
    private final Label label;
    private final Predicate<RecordId> claimed;
    private final Patience patience;
    private final Function<String, Optional<RecordId>> made;

    /**
     * @param claimed whether a record is known to have come from another write
     * @param patience when a record that is not there will not be made any more
     */
    Settling(
            MirrorRepository repository,
            Tracker tracker,
            Label label,
            Predicate<RecordId> claimed,
            Patience patience) {
        this(repository, tracker, label, claimed, patience, path -> Optional.empty());
    }

    private Settling(
            MirrorRepository repository,
            Tracker tracker,
            Label label,
            Predicate<RecordId> claimed,
            Patience patience,
            Function<String, Optional<RecordId>> made) {
        this.repository = repository;
        this.tracker = tracker;
        this.label = label;
        this.claimed = claimed;
        this.patience = patience;
        this.made = made;
    }

    /**
     * The same, for whoever knows which records the paths of new files became: a write that refers
     * to one by its path was sent with that record.
     */
    Settling knowing(Function<String, Optional<RecordId>> records) {
        return new Settling(repository, tracker, label, claimed, patience, records);
    }

    /**
     * Asks the tracker. An error on the way, ours or the tracker's, leaves the write unknown.
     *
     * @param ended when nobody waited for the answer any more, at the latest
     * @param silence once the tracker answers nobody, it is asked no more
     */
    EntryResult settle(JournalEntry entry, Instant ended, RecordSchema schema, Silence silence) {
        Optional<ConnectorException> silent = silence.heard();
        if (silent.isPresent()) {
            return cannotTell(entry, silent.get());
        }
        try {
            return asked(entry, ended, schema);
        } catch (ConnectorException cannotTell) {
            silence.hear(cannotTell);
            return cannotTell(entry, cannotTell);
        } catch (GitFailed unread) {
            return unread(entry, MirrorFailure.of(unread));
        }
    }

    /**
     * Asks the tracker, and leaves the question open where nobody is let in now. No answer may be
     * for this one record: it leaves the write unknown, so that nothing else waits for it.
     *
     * @param ended as above
     * @throws ConnectorException if the tracker lets nobody in, or asks to wait
     */
    EntryResult ask(JournalEntry entry, Instant ended, RecordSchema schema) {
        try {
            return asked(entry, ended, schema);
        } catch (ConnectorException.RateLimited | ConnectorException.Auth notNow) {
            throw notNow;
        } catch (ConnectorException cannotTell) {
            return cannotTell(entry, cannotTell);
        } catch (GitFailed unread) {
            return unread(entry, MirrorFailure.of(unread));
        }
    }

    /** What a write is whose outcome could not be asked for. */
    static EntryResult cannotTell(JournalEntry entry, StileException why) {
        return unknown(entry, "the tracker could not be asked: " + why.headline());
    }

    /** What a write is of which it could not be read what was sent. */
    static EntryResult unread(JournalEntry entry, StileException why) {
        return unknown(entry, "what was sent could not be read: " + why.headline());
    }

    /**
     * Asks the tracker.
     *
     * @param ended as above
     * @throws ConnectorException whatever went wrong with the question itself
     * @throws GitFailed if it cannot be read what was sent
     */
    EntryResult asked(JournalEntry entry, Instant ended, RecordSchema schema) {
        try (ObjectReader reader = repository.reader()) {
            return switch (entry.action()) {
                case CREATE -> created(entry, ended, schema, reader);
                case UPDATE -> updated(entry, ended, schema, reader);
                case REMOVE -> removed(entry, ended, schema);
            };
        }
    }

    private EntryResult created(
            JournalEntry entry, Instant ended, RecordSchema schema, ObjectReader reader) {
        if (!tracker.store().supports(Feature.FIND_CREATED)) {
            return unknown(entry, "this tracker cannot say whether the record was created");
        }
        RecordFiles files = new RecordFiles(reader, schema, label);
        Tainted<Draft> draft = files.draft(entry.blob().orElseThrow());
        Tainted<RecordDraft> wanted = draft.map(read -> read.draft().orElseThrow());
        FindResult found =
                tracker.store()
                        .findCreated(
                                tracker.project(),
                                new CreateIntent.OfRecord(
                                        wanted.sanitise(Sanitizers.recordField())),
                                entry.key(),
                                entry.since(),
                                tracker.calls().get());
        return switch (found) {
            // Where the tracker knows no key, it may find what another new file of the same text
            // became.
            case FindResult.Found(RecordId id) when claimed.test(id) ->
                    unknown(entry, "the record that was found is another file's");
            case FindResult.Found(RecordId id) when wasShown(entry, id, schema, reader) ->
                    unknown(entry, "the record that was found is older than this push");
            case FindResult.Found(RecordId id) -> written(entry, id, schema, true);
            // A server may carry out a request long after its client gave up.
            case FindResult.Absent absent when !patience.isOver(ended) ->
                    unknown(entry, "it is not there yet; " + patience.advice(ended));
            case FindResult.Absent absent -> new EntryResult.NotTried(entry.path());
            case FindResult.CannotTell(String why) -> unknown(entry, why);
        };
    }

    /** Main had the record before the first attempt to make it. */
    static boolean wasShown(
            JournalEntry entry, RecordId id, RecordSchema schema, ObjectReader reader) {
        String path = Layout.of(schema).recordPath(id);
        return entry.main().flatMap(main -> reader.read(main + ":" + path)).isPresent();
    }

    private EntryResult written(
            JournalEntry entry, RecordId id, RecordSchema schema, boolean created) {
        Tainted<TrackerRecord> record =
                tracker.store().getRecord(tracker.project(), id, tracker.calls().get());
        return new EntryResult.Written(
                entry.path(), RenderedRecord.of(record, ProjectFormat.of(schema)), created);
    }

    /**
     * Reads the record: equal to what was sent in the fields that were sent is done, equal to the
     * base is not sent, once the tracker cannot be working on it any more.
     */
    private EntryResult updated(
            JournalEntry entry, Instant ended, RecordSchema schema, ObjectReader reader) {
        RecordFiles files = new RecordFiles(reader, schema, label, made);
        ObjectId base = entry.base().orElseThrow();
        Tainted<Edit> sent =
                files.edit(
                        base, entry.blob().orElseThrow(), BodyStyle.NEW.stored(), Optional.empty());
        Tainted<TrackerRecord> record;
        try {
            record =
                    tracker.store()
                            .getRecord(
                                    tracker.project(),
                                    entry.record().orElseThrow(),
                                    tracker.calls().get());
        } catch (ConnectorException.NotFound gone) {
            return gone(entry, gone);
        }
        RenderedRecord now = RenderedRecord.of(record, ProjectFormat.of(schema));
        Tainted<SortedSet<FieldRef>> fields = sent.map(Edit::changedFields);
        Overlap fromTip =
                overlap(
                        fields,
                        files.difference(now.content().value(), entry.blob().orElseThrow()));
        if (fromTip == Overlap.NONE) {
            return new EntryResult.Written(entry.path(), now, false);
        }
        if (overlap(fields, files.difference(now.content().value(), base)) == Overlap.NONE) {
            return unchanged(entry, ended);
        }
        return changed(entry, ended);
    }

    /** It can be sent no more, and may only come late where nobody compares versions. */
    private EntryResult changed(JournalEntry entry, Instant ended) {
        if (!isChecked(entry) && !patience.isOver(ended)) {
            return unknown(
                    entry,
                    "the record is neither as it was nor as it was sent; "
                            + patience.advice(ended));
        }
        return new EntryResult.Failed(
                entry.path(),
                Problem.at(
                        Code.VERSION_MISMATCH,
                        entry.path(),
                        "the record was changed by somebody else meanwhile"));
    }

    /** Whether the change landed before the record went away makes no difference to anybody. */
    private static EntryResult gone(JournalEntry entry, ConnectorException.NotFound missing) {
        if (missing.what() != ConnectorException.NotFound.What.RECORD) {
            throw missing;
        }
        return new EntryResult.Failed(
                entry.path(),
                Problem.at(
                        Code.VERSION_MISMATCH,
                        entry.path(),
                        "the record was removed by somebody else meanwhile"));
    }

    /** Whether any of the fields that were sent differs. */
    private enum Overlap {
        NONE,
        SOME
    }

    private static Overlap overlap(
            Tainted<SortedSet<FieldRef>> fields, Tainted<Difference> difference) {
        return fields.combine(
                        difference,
                        (sent, found) ->
                                found.onBothSides(sent).isEmpty() ? Overlap.NONE : Overlap.SOME)
                .checked(Fact::new)
                .answer();
    }

    private EntryResult removed(JournalEntry entry, Instant ended, RecordSchema schema) {
        RecordId id = entry.record().orElseThrow();
        try {
            Tainted<TrackerRecord> record =
                    tracker.store().getRecord(tracker.project(), id, tracker.calls().get());
            RenderedRecord now = RenderedRecord.of(record, ProjectFormat.of(schema));
            // What was closed already is not sent: this was closed since.
            if (entry.mode() == RemoveMode.CLOSE && RecordFiles.isClosed(record)) {
                return new EntryResult.Written(entry.path(), now, false);
            }
            return entry.mode() == RemoveMode.DELETE || isStill(entry, now.shown().version())
                    ? unchanged(entry, ended)
                    : changed(entry, ended);
        } catch (ConnectorException.NotFound gone) {
            if (gone.what() != ConnectorException.NotFound.What.RECORD) {
                throw gone;
            }
            return new EntryResult.Removed(entry.path(), id);
        }
    }

    /**
     * A server may carry out a request long after its client gave up. Where it checks versions
     * itself, and was told one, that does no harm to what is written meanwhile, and the same may be
     * sent again.
     */
    private EntryResult unchanged(JournalEntry entry, Instant ended) {
        if (patience.isOver(ended)) {
            return new EntryResult.NotTried(entry.path());
        }
        boolean isChecked = isChecked(entry);
        return unknown(
                entry,
                "it is as it was; "
                        + (isChecked ? patience.adviceToRepeat(ended) : patience.advice(ended)),
                isChecked);
    }

    /**
     * Whether the record is the one that it was to change. What that rests on is the version alone:
     * the file it was planned from may be older in what the server says of itself. Where it was to
     * change any, none is another.
     */
    private static boolean isStill(JournalEntry entry, Version now) {
        return entry.precondition()
                .map(
                        wanted ->
                                !(wanted instanceof Precondition.IfVersion(Version version))
                                        || version.equals(now))
                .orElse(true);
    }

    /** Whether it can take effect upon no other version of the record, however late it comes. */
    private boolean isChecked(JournalEntry entry) {
        return entry.isForOneVersion() && tracker.store().supports(Feature.CONDITIONAL_WRITE);
    }

    private static EntryResult unknown(JournalEntry entry, String why) {
        return unknown(entry, why, false);
    }

    private static EntryResult unknown(JournalEntry entry, String why, boolean unchanged) {
        return new EntryResult.Unknown(
                entry.path(),
                entry.record(),
                Problem.at(codeOfUnknown(entry), entry.path(), why),
                unchanged);
    }

    /** What a write is called whose outcome nobody knows. */
    static Code codeOfUnknown(JournalEntry entry) {
        return entry.action() == JournalEntry.Action.CREATE
                ? Code.CREATE_UNKNOWN
                : Code.WRITE_UNKNOWN;
    }
}
