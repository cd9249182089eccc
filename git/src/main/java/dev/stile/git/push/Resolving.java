package dev.stile.git.push;

import dev.stile.api.error.StileException;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorLock;
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
     * @param tracker opened only to read what was created
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

        /** It did not happen: the same push again sends it. */
        record NotCreated() implements Answer {}

        /** It no longer matters: it blocks nothing any more and is never looked for again. */
        record GiveUp() implements Answer {}
    }

    /**
     * Settles an entry.
     *
     * @return the entry as it is now
     * @throws Failure NO_SUCH_PLAN; MIRROR_BUSY
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
        RecordSchema schema = new SchemaCache(mirror.state(), tracker.get()).stored();
        Tainted<TrackerRecord> record =
                tracker.get()
                        .store()
                        .getRecord(tracker.get().project(), id, tracker.get().calls().get());
        RenderedRecord rendered = RenderedRecord.of(record, ProjectFormat.of(schema));
        EntryResult.Written written = new EntryResult.Written(kept.entry().path(), rendered, true);
        if (kept.effect().state() == EffectState.UNKNOWN) {
            // Remembered before it is called done: after a crash between, it can be said again.
            mirror.state()
                    .rememberMade(Recovery.made(kept.entry(), written).stream().toList(), now);
        }
        return journal.resolve(kept, written);
    }

    private static Failure noSuch(String plan, long entry) {
        return Failure.of(Code.NO_SUCH_PLAN)
                .headline("push " + plan + " has no entry " + entry)
                .build();
    }
}
