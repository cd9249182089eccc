package dev.stile.git.push;

import dev.stile.api.label.Label;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.Plan;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.MadeRecord;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.sync.SchemaCache;
import dev.stile.git.sync.Tracker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Settles what a killed push left behind, at the next start of any command that takes the mirror's
 * lock. It only reads: no planned write of somebody else's push is ever sent from here.
 *
 * <p>What had been written is upstream like anybody's edit, so the next sync brings it into main.
 * What is kept here is which record each path became, so that the same push again changes that
 * record and makes no second one.
 */
public final class Recovery {
    private final Mirror mirror;
    private final Supplier<Tracker> tracker;
    private final PushJournal journal;
    private final Label label;

    /**
     * @param tracker opened only if a write may have been sent
     */
    public Recovery(Mirror mirror, Supplier<Tracker> tracker, PushJournal journal, Label label) {
        this.mirror = mirror;
        this.tracker = tracker;
        this.journal = journal;
        this.label = label;
    }

    /** Finishes every open plan. Asks the tracker only about writes that may have been sent. */
    public List<Failure> run(Instant now) {
        List<Failure> told = new ArrayList<>();
        for (Plan plan : journal.unfinished()) {
            told.addAll(finish(plan.id(), now));
        }
        return told;
    }

    private List<Failure> finish(String plan, Instant now) {
        journal.dropPlanned(plan);
        List<MadeRecord> made = new ArrayList<>();
        List<Failure> told = new ArrayList<>();
        for (PushJournal.Kept kept : journal.entries(plan)) {
            EffectState state = kept.effect().state();
            if (state == EffectState.SENDING) {
                EntryResult result = settling().settle(kept.entry(), schema());
                journal.reconcile(kept, result, AuditVerb.GIT_RECONCILED);
                switch (result) {
                    case EntryResult.Written written ->
                            made.add(
                                    made(
                                            kept.entry(),
                                            written.shown().id(),
                                            written.shown().version()));
                    case EntryResult.Unknown unknown ->
                            told.add(
                                    Failure.of(unknown.problem().code())
                                            .problem(unknown.problem())
                                            .argument("plan", plan)
                                            .argument("entry", Long.toString(kept.effect().id()))
                                            .build());
                    case EntryResult.Removed removed -> {}
                    case EntryResult.Failed failed -> {}
                    case EntryResult.NotTried dropped -> {}
                }
            } else if (state == EffectState.DONE) {
                Optional<RecordId> record = PushJournal.writtenRecord(kept);
                Optional<Version> version = PushJournal.writtenVersion(kept);
                if (record.isPresent() && version.isPresent()) {
                    made.add(made(kept.entry(), record.get(), version.get()));
                }
            }
        }
        List<MadeRecord> open = made.stream().filter(this::isNotPublished).toList();
        mirror.state().rememberMade(open, now);
        journal.published(plan);
        return told;
    }

    private Settling settling() {
        return new Settling(mirror.repository(), tracker.get(), label);
    }

    private RecordSchema schema() {
        return new SchemaCache(mirror.state(), tracker.get()).stored();
    }

    /**
     * A path of a pushed tip that is published needs no memory: main itself says what it became.
     */
    private boolean isNotPublished(MadeRecord made) {
        return mirror.state().pushedAt(made.path()).stream()
                .noneMatch(row -> row.blob().equals(made.blob()));
    }

    private static MadeRecord made(JournalEntry entry, RecordId record, Version version) {
        return new MadeRecord(
                entry.cloneKey(), entry.path(), record, version, entry.blob().orElseThrow());
    }
}
