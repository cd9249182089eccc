package dev.stile.git.push;

import dev.stile.api.error.StileException;
import dev.stile.api.label.Label;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.store.Feature;
import dev.stile.core.connection.StillUnderWay;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.error.Code;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.core.policy.Deed;
import dev.stile.git.clone.Quarantine;
import dev.stile.git.mirror.MadeRecord;
import dev.stile.git.mirror.MetaName;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorFailure;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.git.mirror.NewestChange;
import dev.stile.git.path.Layout;
import dev.stile.git.process.GitFailed;
import dev.stile.git.process.ObjectId;
import dev.stile.git.remote.PushOptions;
import dev.stile.git.remote.PushRequest;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.git.repository.ObjectReader;
import dev.stile.git.repository.ObjectsNotWritten;
import dev.stile.git.sync.SchemaCache;
import dev.stile.git.sync.Tracker;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One push, with the mirror's lock held and after a sync: planned whole, refused whole or
 * journaled, sent write by write, and published. Used once.
 */
public final class Push {
    private final Mirror mirror;
    private final Tracker tracker;
    private final MirrorOptions options;
    private final PushJournal journal;
    private final Label label;
    private final Clock clock;
    private final Supplier<String> newKeys;
    private final Patience patience;
    private final LongSupplier requests;
    private final Set<Long> unchanged;

    /**
     * @param label of what a push brings: untrusted, private to the project
     * @param newKeys random texts of 32 hex digits
     * @param requests how many requests left so far
     * @param unchanged what {@link Recovery#unchanged} says
     */
    public Push(
            Mirror mirror,
            Tracker tracker,
            MirrorOptions options,
            PushJournal journal,
            Label label,
            Clock clock,
            Supplier<String> newKeys,
            LongSupplier requests,
            Set<Long> unchanged) {
        this.mirror = mirror;
        this.tracker = tracker;
        this.options = options;
        this.journal = journal;
        this.label = label;
        this.clock = clock;
        this.newKeys = newKeys;
        this.requests = requests;
        this.unchanged = Set.copyOf(unchanged);
        this.patience = new Patience(new StillUnderWay(options.settleAfter()), clock);
    }

    /**
     * Does the push.
     *
     * @throws Failure PLAN_REFUSED, VERSION_MISMATCH, NO_COMMON_BASE, JOURNAL_UNFINISHED: nothing
     *     was written; PARTIAL_PUSH, CREATE_UNKNOWN, WRITE_UNKNOWN, PUSH_STOPPED: what was written
     *     is published, and the same push again sends the rest; PUSH_UNPUBLISHED: it could not be
     *     published or kept, and the next command on the mirror asks the tracker first
     */
    public PushReport run(PushRequest request) {
        try (Quarantine quarantine =
                request.repository()
                        .transfer(request.tip(), request.known(), mirror.repository())) {
            PushPlan plan =
                    quarantine.read(
                            repository -> plan(request, repository, base(request, repository)));
            if (!plan.isClear()) {
                throw PushRefusals.of(plan);
            }
            quarantine.migrate();
            return carryOut(plan, request);
        }
    }

    /**
     * Everything but journal, write and publish, for a commit whose objects can be read in {@code
     * repository}.
     *
     * @param against a published commit to compare with; the push's own base where none is named
     * @throws Failure NO_COMMON_BASE if there is none, or the named one is not published
     */
    public PlanPreview preview(
            PushRequest request, MirrorRepository repository, Optional<ObjectId> against) {
        against.filter(named -> !mirror.repository().isPublished(named))
                .ifPresent(
                        stranger -> {
                            throw PushRefusals.noCommonBase(request.repository().tracking());
                        });
        PushPlan plan =
                plan(request, repository, against.orElseGet(() -> base(request, repository)));
        try (ObjectReader reader = repository.reader()) {
            return new Previewing(
                            new RecordFiles(reader, plan.schema(), label),
                            tracker.store(),
                            request.options().closeOnDelete())
                    .of(plan);
        }
    }

    /**
     * The unknown entries that this push meets, as far as main and the journal know now.
     *
     * @throws Failure NO_COMMON_BASE
     */
    public Set<Long> met(PushRequest request) {
        RecordSchema schema = new SchemaCache(mirror.state(), tracker).stored();
        try (Quarantine quarantine =
                request.repository()
                        .transfer(request.tip(), request.known(), mirror.repository())) {
            return quarantine.read(
                    repository ->
                            unsettled(request)
                                    .met(
                                            plan(
                                                    request,
                                                    repository,
                                                    base(request, repository),
                                                    schema)));
        }
    }

    private PushPlan plan(PushRequest request, MirrorRepository repository, ObjectId base) {
        SchemaCache schemas = new SchemaCache(mirror.state(), tracker);
        PushPlan plan = plan(request, repository, base, schemas.stored());
        boolean mayBeLifted =
                plan.problems().stream()
                        .anyMatch(problem -> FileProblems.restsOnSchema(problem.code()));
        PushPlan checked = mayBeLifted ? plan(request, repository, base, schemas.read()) : plan;
        return checked.refusedBy(unsettled(request).against(checked))
                .refusedBy(forbidden(checked, request.options()));
    }

    private PushPlan plan(
            PushRequest request, MirrorRepository repository, ObjectId base, RecordSchema schema) {
        String clone = request.repository().identity().key();
        try (ObjectReader reader = repository.reader()) {
            PushBase compared =
                    PushBase.of(
                            repository,
                            mirror.state(),
                            Layout.of(schema),
                            base,
                            request.tip(),
                            request.force() ? Optional.of(clone) : Optional.empty(),
                            remembered(clone),
                            reader);
            return new Planner(
                            new PlanInput(
                                    repository,
                                    mirror.state(),
                                    tracker.store(),
                                    options,
                                    request.options(),
                                    request.tip(),
                                    label,
                                    clock.instant()),
                            schema,
                            reader,
                            compared)
                    .plan();
        }
    }

    private List<MadeRecord> remembered(String clone) {
        return mirror.state().made(clone, clock.instant().minus(KeptTips.MEMORY));
    }

    private static ObjectId base(PushRequest request, MirrorRepository repository) {
        List<ObjectId> bases = repository.mergeBases(request.tip());
        if (bases.isEmpty()) {
            throw PushRefusals.noCommonBase(request.repository().tracking());
        }
        if (bases.size() > 1) {
            throw PushRefusals.severalBases();
        }
        return bases.getFirst();
    }

    private Unsettled unsettled(PushRequest request) {
        return new Unsettled(
                journal.unknown(),
                request.repository().identity().key(),
                tracker.store().supports(Feature.IDEMPOTENT_CREATE),
                Entries.mode(request),
                unchanged,
                patience);
    }

    /** What the policy will refuse is refused before the first write. */
    private List<Problem> forbidden(PushPlan plan, PushOptions asked) {
        Map<Deed, Optional<Failure>> refusals = new EnumMap<>(Deed.class);
        List<Problem> forbidden = new ArrayList<>();
        for (PlannedWrite write : plan.writes()) {
            refusals.computeIfAbsent(deed(write, asked), tracker.permits()::refusal)
                    .ifPresent(
                            refused ->
                                    forbidden.add(
                                            Problem.at(
                                                    refused.registered(),
                                                    write.path(),
                                                    refused.headline())));
        }
        return forbidden;
    }

    private static Deed deed(PlannedWrite write, PushOptions asked) {
        return switch (write) {
            case PlannedWrite.Create create -> Deed.CREATE;
            case PlannedWrite.Update update -> Deed.UPDATE;
            case PlannedWrite.Remove remove -> asked.closeOnDelete() ? Deed.CLOSE : Deed.DELETE;
        };
    }

    private PushReport carryOut(PushPlan plan, PushRequest request) {
        Publishing publishing =
                new Publishing(
                        mirror, plan, request.repository().identity().key(), serverTime(), clock);
        if (plan.writes().isEmpty()) {
            journal.remark(newKeys.get(), plan, request.options());
            publishing.whole(List.of());
            List<Failure> warnings = new ArrayList<>(plan.warnings());
            releaseTips().ifPresent(warnings::add);
            return new PushReport(plan, List.of(), warnings);
        }
        String id = newKeys.get();
        mirror.repository().keep(id, plan.tip());
        List<PushJournal.Kept> entries =
                journal.open(id, plan, entries(request).of(plan), request.options());
        Sending sending =
                new Sending(
                        tracker,
                        plan,
                        mirror.state(),
                        new Settling(
                                mirror.repository(), tracker, label, journal::hasCreated, patience),
                        clock,
                        requests);
        Carrying carrying = new Carrying(journal, sending);
        for (int index = 0; index < entries.size(); index++) {
            PlannedWrite write = plan.writes().get(index);
            if (request.stop().isRequested() || carrying.isStopped()) {
                carrying.skip(write);
            } else {
                tracker.calls().get().progress().step("of " + entries.size() + " writes", index);
                carrying.send(write, entries.get(index));
            }
        }
        return finish(plan, id, carrying, sending, publishing, request.stop().isRequested());
    }

    /**
     * A look-up for what a lost answer made begins at a time that the server itself showed: by our
     * clock, which may be ahead of it, what was made would be too old to be looked at.
     */
    private Entries entries(PushRequest request) {
        return new Entries(
                request,
                mirror.repository().tip(),
                NewestChange.shown(mirror.state()).orElse(Instant.EPOCH),
                unsettled(request),
                newKeys);
    }

    private Optional<Failure> releaseTips() {
        return new KeptTips(mirror, journal).release(clock.instant());
    }

    private PushReport finish(
            PushPlan plan,
            String id,
            Carrying carrying,
            Sending sending,
            Publishing publishing,
            boolean stopped) {
        List<EntryResult> results = carrying.results();
        boolean whole =
                results.stream()
                        .allMatch(
                                result ->
                                        result instanceof EntryResult.Written
                                                || result instanceof EntryResult.Removed);
        try {
            carrying.requireKept();
            publish(id, results, publishing, whole);
        } catch (StileException unfinished) {
            throw unfinished(plan, id, carrying, sending, unfinished);
        } catch (GitFailed failed) {
            throw unfinished(plan, id, carrying, sending, MirrorFailure.of(failed));
        } catch (ObjectsNotWritten failed) {
            throw unfinished(plan, id, carrying, sending, MirrorFailure.of(failed));
        }
        List<Failure> upkeep = afterwards(id);
        if (whole) {
            List<Failure> warnings = new ArrayList<>(plan.warnings());
            warnings.addAll(sending.notes());
            warnings.addAll(upkeep);
            return new PushReport(plan, results, warnings);
        }
        if (PushRefusals.isOvertaken(results)) {
            throw PushRefusals.overtaken(results);
        }
        if (!stopped && !carrying.isStopped()) {
            RefusedValue.readSchemaAgain(results, mirror, tracker);
        }
        Failure.Builder partial =
                PushRefusals.partial(
                        plan,
                        results,
                        sending.notes(),
                        carrying.doubtful(),
                        stopped ? Code.PUSH_STOPPED : Code.PARTIAL_PUSH);
        upkeep.forEach(warning -> partial.detail(warning.headline()));
        throw partial.build();
    }

    private void publish(
            String id, List<EntryResult> results, Publishing publishing, boolean whole) {
        if (whole) {
            CrashPoint.PUSH_PUBLISH_BEFORE.reach();
            publishing.whole(results);
            CrashPoint.PUSH_CLOSE_BEFORE.reach();
        } else {
            journal.dropPlanned(id);
            publishing.partial(results);
        }
    }

    /**
     * What is left to do when main shows what was written: the push stands, whatever fails here.
     */
    private List<Failure> afterwards(String id) {
        try {
            journal.published(id);
        } catch (StileException open) {
            return List.of(
                    Failure.of(ConnectorCodes.of(open))
                            .headline(
                                    "what was written is published, and the next command closes the push in the journal")
                            .detail(open.headline())
                            .cause(open)
                            .build());
        }
        return releaseTips().stream().toList();
    }

    private static Failure unfinished(
            PushPlan plan, String id, Carrying carrying, Sending sending, StileException why) {
        return PushRefusals.unfinished(
                PushRefusals.partial(
                        plan,
                        carrying.results(),
                        sending.notes(),
                        carrying.doubtful(),
                        Code.PUSH_UNPUBLISHED),
                id,
                why);
    }

    private Instant serverTime() {
        return mirror.state()
                .meta(MetaName.SERVER_TIME)
                .map(Instant::parse)
                .orElseGet(clock::instant);
    }
}
