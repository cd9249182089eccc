package dev.stile.git.push;

import dev.stile.api.label.Label;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.connection.StillUnderWay;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.Plan;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.MadeRecord;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.git.mirror.PushedPath;
import dev.stile.git.mirror.RemovedRecords;
import dev.stile.git.process.ObjectId;
import dev.stile.git.process.SideTask;
import dev.stile.git.process.SideTasks;
import dev.stile.git.sync.SchemaCache;
import dev.stile.git.sync.Tracker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Settles what a killed push left behind, at the next start of any command that takes the mirror's
 * lock. It only reads: no planned write of somebody else's push is ever sent from here.
 *
 * <p>What had been written is upstream like anybody's edit, so the next sync brings it into main.
 * What is kept here is which record each path became, so that the same push again changes that
 * record and makes no second one.
 */
public final class Recovery {
    /** The longest that one write takes, waits for a rate limit included. */
    private static final Duration LONGEST_WRITE = Duration.ofHours(1);

    /** Most writes that one push asks about once more, beside those that it meets itself. */
    private static final int ASKED_AGAIN = 20;

    private static final int ASKED_AT_ONCE = 8;

    private final Mirror mirror;
    private final Supplier<Tracker> tracker;
    private final PushJournal journal;
    private final Label label;
    private final Patience patience;

    /** What the tracker was asked about here already. */
    private final Set<Long> asked = new HashSet<>();

    private final Set<Long> unchanged = new HashSet<>();

    /**
     * @param tracker opened only if a write may have been sent
     */
    public Recovery(
            Mirror mirror,
            Supplier<Tracker> tracker,
            PushJournal journal,
            MirrorOptions options,
            Label label,
            Clock clock) {
        this.mirror = mirror;
        this.tracker = tracker;
        this.journal = journal;
        this.label = label;
        this.patience = new Patience(new StillUnderWay(options.settleAfter()), clock);
    }

    /**
     * Finishes every open plan. Asks the tracker only about writes that may have been sent. One
     * that it gives no answer about is unknown from then on: only pushes of that path or record
     * wait.
     *
     * @return a warning for each write that is unknown, and for what else went wrong
     * @throws dev.stile.api.error.ConnectorException if the tracker lets nobody in now, or asks to
     *     wait: the plan stays open for the next start
     */
    public List<Failure> run(Instant now) {
        List<Failure> told = new ArrayList<>();
        List<Plan> unfinished = journal.unfinished();
        for (Plan plan : unfinished) {
            told.addAll(finish(plan.id(), now));
        }
        if (!unfinished.isEmpty()) {
            releaseTips(now).ifPresent(told::add);
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
                EntryResult result = settling(kept).ask(kept.entry(), ended(kept, now), schema());
                journal.reconcile(kept, result, AuditVerb.GIT_RECONCILED);
                made(kept.entry(), result).ifPresent(made::add);
                if (result instanceof EntryResult.Unknown unknown) {
                    note(unknown, kept);
                    told.add(warning(unknown, kept));
                }
            } else if (state == EffectState.DONE) {
                Optional<RecordId> record = PushJournal.writtenRecord(kept);
                Optional<Version> version = PushJournal.writtenVersion(kept);
                if (record.isPresent() && version.isPresent()) {
                    made.add(made(kept.entry(), record.get(), version.get()));
                }
            }
        }
        ObjectId tip = journal.entries(plan).getFirst().entry().tip();
        mirror.state()
                .rememberMade(made.stream().filter(one -> isNotPublished(one, tip)).toList(), now);
        journal.entries(plan).stream()
                .filter(kept -> kept.effect().state() == EffectState.DONE)
                .forEach(
                        kept ->
                                rememberRemoved(
                                        kept,
                                        PushJournal.writtenRecord(kept).isPresent(),
                                        kept.effect().updated()));
        journal.published(plan);
        return told;
    }

    private void note(EntryResult.Unknown unknown, PushJournal.Kept kept) {
        asked.add(kept.effect().id());
        if (unknown.unchanged()) {
            unchanged.add(kept.effect().id());
        }
    }

    /**
     * The entries whose outcome is unknown, of which it was seen here that their records are as
     * they were.
     */
    public Set<Long> unchanged() {
        return Set.copyOf(unchanged);
    }

    private static Failure warning(EntryResult.Unknown unknown, PushJournal.Kept kept) {
        String plan = kept.effect().plan();
        long entry = kept.effect().id();
        return Failure.of(unknown.problem().code())
                .detail(unknown.path() + ": " + unknown.problem().message())
                .detail("plan " + plan + ", entry " + entry)
                .detail(
                        "only %spushes of that file or record wait for it, and the next push asks again"
                                .formatted(unknown.unchanged() ? "other " : ""))
                .detail(
                        "if you know: stile push resolve %s %d %s, or --not-created, or --give-up"
                                .formatted(plan, entry, PushJournal.happenedOption(kept.effect())))
                .problem(unknown.problem())
                .argument("plan", plan)
                .argument("entry", Long.toString(entry))
                .build();
    }

    /**
     * What a push that was never published removed counts like any other, and no listing that lags
     * brings it back.
     */
    private void rememberRemoved(PushJournal.Kept kept, boolean closed, Instant at) {
        if (kept.entry().action() == JournalEntry.Action.REMOVE) {
            new RemovedRecords(mirror.state())
                    .keep(kept.entry().record().orElseThrow(), closed, at);
        }
    }

    /**
     * Asks once more about writes that are still unknown, before a push that they might block: what
     * could not be told when the answer was lost, the tracker may be able to tell now. The tracker
     * is asked about several at once; what it says is kept in their order.
     *
     * @param met which entries the push meets; asked for only where there are too many to ask about
     *     all
     * @return warnings
     */
    public List<Failure> settleUnknown(Instant now, Supplier<Set<Long>> met) {
        List<PushJournal.Kept> all =
                journal.unknown().stream()
                        .filter(kept -> !asked.contains(kept.effect().id()))
                        .toList();
        List<PushJournal.Kept> again =
                all.size() <= ASKED_AGAIN ? all : metAndOldest(all, met.get());
        if (again.isEmpty()) {
            return List.of();
        }
        // A change may refer to a new record by the path that another of them made it from.
        boolean created = settle(again, now, Recovery::creates);
        boolean changed = settle(again, now, kept -> !creates(kept));
        return created || changed ? releaseTips(now).stream().toList() : List.of();
    }

    private static List<PushJournal.Kept> metAndOldest(List<PushJournal.Kept> all, Set<Long> met) {
        Set<Long> oldest =
                all.stream()
                        .map(kept -> kept.effect().id())
                        .filter(id -> !met.contains(id))
                        .limit(ASKED_AGAIN)
                        .collect(Collectors.toSet());
        return all.stream()
                .filter(
                        kept ->
                                met.contains(kept.effect().id())
                                        || oldest.contains(kept.effect().id()))
                .toList();
    }

    private static boolean creates(PushJournal.Kept kept) {
        return kept.entry().action() == JournalEntry.Action.CREATE;
    }

    private boolean settle(
            List<PushJournal.Kept> all, Instant now, Predicate<PushJournal.Kept> which) {
        List<PushJournal.Kept> chosen = all.stream().filter(which).toList();
        RecordSchema schema = schema();
        List<Callable<EntryResult>> questions = new ArrayList<>();
        Silence silence = new Silence();
        for (PushJournal.Kept kept : chosen) {
            Settling settling = settling(kept);
            questions.add(
                    () -> settling.settle(kept.entry(), kept.effect().updated(), schema, silence));
        }
        boolean settled = false;
        try (SideTasks threads =
                new SideTasks(
                        ASKED_AT_ONCE,
                        Thread.ofPlatform().daemon().name("stile-settling-", 0).factory())) {
            List<Future<EntryResult>> answers = threads.all(questions);
            for (int index = 0; index < chosen.size(); index++) {
                settled |= keep(chosen.get(index), SideTask.resultOf(answers.get(index)), now);
            }
        }
        return settled;
    }

    /** Whether that settles it. */
    private boolean keep(PushJournal.Kept kept, EntryResult result, Instant now) {
        if (result instanceof EntryResult.Unknown unknown) {
            note(unknown, kept);
            return false;
        }
        if (isAnothers(result)) {
            return false;
        }
        // Remembered before it is called done: after a crash between, it is asked again.
        mirror.state().rememberMade(made(kept.entry(), result).stream().toList(), now);
        if (result instanceof EntryResult.Removed) {
            // It may have been done at any time until now.
            rememberRemoved(kept, false, now);
        }
        journal.reconcile(kept, result, AuditVerb.GIT_RECONCILED);
        return true;
    }

    /** A create that was asked about beside this one may have been told the same record. */
    private boolean isAnothers(EntryResult result) {
        return result instanceof EntryResult.Written written
                && written.created()
                && journal.hasCreated(written.shown().id());
    }

    private Optional<Failure> releaseTips(Instant now) {
        return new KeptTips(mirror, journal).release(now);
    }

    /** A helper that was killed waits for nothing; when that was, nobody noted. */
    private static Instant ended(PushJournal.Kept killed, Instant now) {
        Instant latest = killed.effect().updated().plus(LONGEST_WRITE);
        return latest.isBefore(now) ? latest : now;
    }

    private Settling settling(PushJournal.Kept asked) {
        return new Settling(
                        mirror.repository(), tracker.get(), label, journal::hasCreated, patience)
                .knowing(path -> madeAt(path, asked));
    }

    /** The record that a path stood for when that entry was sent, if it is not the path's own. */
    private Optional<RecordId> madeAt(String path, PushJournal.Kept asked) {
        String clone = asked.entry().cloneKey();
        return journal.created(asked.effect().plan(), path)
                .or(
                        () ->
                                mirror.state().made(clone, Instant.EPOCH).stream()
                                        .filter(made -> made.path().equals(path))
                                        .map(MadeRecord::record)
                                        .findFirst())
                .or(() -> pushedAt(path, asked.entry().tip()))
                .or(
                        () ->
                                mirror.state().pushed().by(clone).stream()
                                        .filter(row -> row.path().equals(path))
                                        .map(PushedPath::record)
                                        .findFirst());
    }

    /** What the commit says of the path upon which that one was pushed. */
    private Optional<RecordId> pushedAt(String path, ObjectId tip) {
        return mirror.repository().mergeBases(tip).stream()
                .flatMap(base -> mirror.state().pushed().at(base, path).stream())
                .map(PushedPath::record)
                .findFirst();
    }

    private RecordSchema schema() {
        return new SchemaCache(mirror.state(), tracker.get()).stored();
    }

    /**
     * A path of a pushed tip that is published needs no memory: main itself says what it became.
     * The same content at the same path of another push says nothing about this one.
     */
    private boolean isNotPublished(MadeRecord made, ObjectId tip) {
        return !mirror.state().pushed().says(tip, made.path());
    }

    static Optional<MadeRecord> made(JournalEntry entry, EntryResult result) {
        return result instanceof EntryResult.Written written
                ? Optional.of(made(entry, written.shown().id(), written.shown().version()))
                : Optional.empty();
    }

    /** A record that was closed has no file in the pushed commit. */
    private static MadeRecord made(JournalEntry entry, RecordId record, Version version) {
        return new MadeRecord(
                entry.cloneKey(),
                entry.path(),
                record,
                entry.startedFrom().orElse(version),
                entry.blob().orElse(ObjectId.ZERO));
    }
}
