package dev.stile.git.surface;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.clone.Quarantine;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorLock;
import dev.stile.git.mirror.Rehearsal;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.ObjectId;
import dev.stile.git.push.PlanPreview;
import dev.stile.git.push.Push;
import dev.stile.git.push.PushReport;
import dev.stile.git.push.Recovery;
import dev.stile.git.remote.MirrorPort;
import dev.stile.git.remote.PushOutcome;
import dev.stile.git.remote.PushRequest;
import dev.stile.git.remote.Reporter;
import dev.stile.git.remote.SessionFacts;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.git.repository.Upkeep;
import dev.stile.git.sync.Sync;
import dev.stile.git.sync.SyncMode;
import dev.stile.git.sync.SyncReport;
import dev.stile.git.sync.Tracker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One command's work on one mirror. Fetch and push take the mirror's lock, settle what a killed
 * push left, ask the tracker what changed, and do their part. Methods are called one at a time.
 */
public final class MirrorSession implements MirrorPort {
    private static final Duration AUDIT_PATIENCE = Duration.ofSeconds(30);

    private final Mirror mirror;
    private final SessionParts parts;
    private final Reporter reporter;

    public MirrorSession(Mirror mirror, SessionParts parts, Reporter reporter) {
        this.mirror = mirror;
        this.parts = parts;
        this.reporter = reporter;
    }

    @Override
    public MirrorRepository repository() {
        return mirror.repository();
    }

    /**
     * Brings the mirror up to date, or uses what another process brought since this was asked. A
     * mirror that is held too long is served as it is, with one warning; only before its first
     * publish is that an error.
     */
    @Override
    public void syncForFetch() {
        long asked = parts.clock().millis();
        Optional<MirrorLock> taken = lock("fetch");
        if (taken.isEmpty()) {
            if (mirror.repository().tip().isEmpty()) {
                throw busy();
            }
            warn(busy());
            return;
        }
        try (MirrorLock lock = taken.get()) {
            if (lock.lastSyncBegan().filter(began -> began > asked).isEmpty()) {
                sync(lock, SyncMode.FETCH);
            }
        }
    }

    /** Asks the tracker, waiting for the lock as long as the connection allows. */
    public SyncReport sync(SyncMode mode) {
        try (MirrorLock lock = lock("sync").orElseThrow(MirrorSession::busy)) {
            return sync(lock, mode);
        }
    }

    /**
     * What a sync would do, from the same code on a copy that is thrown away: the mirror, its
     * cursor and unfinished pushes stay as they are, and nobody else hears what the tracker says.
     * Asks the tracker as the sync would.
     *
     * @param environment of the copy's git
     */
    public SyncReport rehearse(SyncMode mode, GitEnvironment environment) {
        try (MirrorLock lock = lock("sync --dry-run").orElseThrow(MirrorSession::busy)) {
            RepairCheck.before(mode, mirror);
            try (Rehearsal rehearsal = Rehearsal.of(mirror, environment)) {
                SyncReport report =
                        report(rehearsal.mirror(), parts.tracker().get().unheard(), mode);
                report.warnings().forEach(this::warn);
                return report;
            }
        }
    }

    private SyncReport sync(MirrorLock lock, SyncMode mode) {
        recover();
        RepairCheck.before(mode, mirror);
        return ask(lock, mode);
    }

    private SyncReport ask(MirrorLock lock, SyncMode mode) {
        long began = parts.clock().millis();
        boolean first = mirror.repository().tip().isEmpty();
        SyncReport report = report(mirror, parts.tracker().get(), mode);
        lock.syncBegan(began);
        report.warnings().forEach(this::warn);
        if (report.added() + report.changed() + report.removed() > 0 || report.full()) {
            note(report, first);
            new Upkeep(mirror.repository()).startIfDue();
        }
        return report;
    }

    /** What a listing does not find is the project itself. */
    private SyncReport report(Mirror synced, Tracker tracker, SyncMode mode) {
        try {
            return new Sync(synced, tracker, parts.options(), parts.clock()).run(mode);
        } catch (NotFound gone) {
            if (gone.what() != NotFound.What.PROJECT) {
                throw gone;
            }
            Failure.Builder failure =
                    Failure.of(Code.PROJECT_NOT_FOUND)
                            .headline("there is no project " + mirror.identity() + " to be seen")
                            .argument("connection", mirror.identity().connection())
                            .fact("project", mirror.identity().project().text())
                            .cause(gone);
            gone.remoteText().ifPresent(failure::saying);
            throw failure.build();
        }
    }

    private void note(SyncReport report, boolean first) {
        List<AuditRow> rows = new ArrayList<>();
        if (first) {
            rows.add(
                    AuditRow.point(
                            parts.crossing()
                                    .entry(AuditVerb.GIT_MIRROR)
                                    .target(mirror.name())
                                    .reason("create")));
        }
        rows.add(
                AuditRow.point(
                        parts.crossing()
                                .entry(AuditVerb.GIT_SYNC)
                                .reason(
                                        (report.full() ? "full: " : "delta: ")
                                                + report.added()
                                                + " added, "
                                                + report.changed()
                                                + " changed, "
                                                + report.removed()
                                                + " removed")));
        if (report.bodies() > 0) {
            rows.add(AuditRow.point(hydrated(report.bodies())));
        }
        if (report.beyond() > 0) {
            rows.add(
                    AuditRow.point(
                            parts.crossing()
                                    .entry(AuditVerb.GIT_LIMIT)
                                    .reason(
                                            report.beyond()
                                                    + " bodies more than "
                                                    + parts.options().blobLimit())));
        }
        record(rows);
    }

    private AuditEntry hydrated(int bodies) {
        return parts.crossing().entry(AuditVerb.GIT_HYDRATE).reason(bodies + " bodies");
    }

    /**
     * Fetches the texts of stubs, no more than the limit.
     *
     * @param paths of files, or of folders, as main shows them
     * @param limit most texts; 0 for no limit
     * @throws Failure NOT_FOUND for a path without a record; BODY_LIMIT if more are wanted. Nothing
     *     was fetched then
     */
    public HydrationReport hydrate(List<String> paths, int limit) {
        try (MirrorLock lock = lock("hydrate").orElseThrow(MirrorSession::busy)) {
            recover();
            if (mirror.repository().tip().isEmpty()) {
                ask(lock, SyncMode.FETCH);
            }
            HydrationReport report =
                    new Hydration(mirror, parts.tracker(), parts.clock()).run(paths, limit);
            if (report.fetched() > 0) {
                record(hydrated(report.fetched()));
            }
            return report;
        } catch (Failure refused) {
            if (refused.registered() == Code.BODY_LIMIT) {
                record(
                        parts.crossing()
                                .entry(AuditVerb.GIT_LIMIT)
                                .outcome(refused.code())
                                .reason(refused.headline()));
            }
            throw refused;
        }
    }

    /** Nothing waits for these rows: they join what the command writes anyway. */
    @Override
    public void ended(SessionFacts facts) {
        if (facts.wants() > 0) {
            later(
                    parts.crossing()
                            .entry(AuditVerb.GIT_SERVE)
                            .reason(facts.wants() + " wants")
                            .bytes(facts.bytes()));
        }
        later(
                parts.crossing()
                        .entry(AuditVerb.GIT_SESSION)
                        .target(facts.command())
                        .reason(
                                facts.git().orElse("git of unknown version")
                                        + ", "
                                        + parts.requests().getAsLong()
                                        + " requests")
                        .bytes(facts.bytes()));
    }

    private void later(AuditEntry entry) {
        parts.audit().get().appendLater(Deadline.after(AUDIT_PATIENCE), entry);
    }

    private Recovery recover() {
        mirror.finishPending();
        Recovery recovery =
                new Recovery(
                        mirror,
                        parts.tracker(),
                        parts.journal().get(),
                        parts.options(),
                        parts.label(),
                        parts.clock());
        recovery.run(parts.clock().instant()).forEach(this::warn);
        return recovery;
    }

    /**
     * Settles what it can of writes that are still unknown, then asks what changed.
     *
     * @return what {@link Recovery#unchanged} says
     */
    private Set<Long> syncForPush(MirrorLock lock, PushRequest request) {
        Recovery recovery = recover();
        recovery.settleUnknown(parts.clock().instant(), () -> newPush(Set.of()).met(asked(request)))
                .forEach(this::warn);
        ask(lock, SyncMode.PUSH);
        return recovery.unchanged();
    }

    @Override
    public PushOutcome push(PushRequest request) {
        try (MirrorLock lock = lock("push").orElseThrow(MirrorSession::busy)) {
            Set<Long> unchanged = syncForPush(lock, request);
            if (request.dryRun()) {
                return dryRun(request, unchanged);
            }
            PushReport report = newPush(unchanged).run(asked(request));
            report.warnings().forEach(this::warn);
            if (!reporter.isQuiet()) {
                reporter.print(PlanText.ofResults(report));
            }
            return new PushOutcome.Accepted();
        } catch (Failure failure) {
            recordRefusal(failure);
            return new PushOutcome.Refused(
                    failure.extended().argument("where", mirror.identity().toString()).build());
        }
    }

    private PushOutcome dryRun(PushRequest request, Set<Long> unchanged) {
        PlanPreview preview = preview(request, Optional.empty(), unchanged);
        reporter.print(PlanText.of(preview));
        preview.plan()
                .refusal()
                .ifPresent(
                        refused -> {
                            throw refused;
                        });
        return new PushOutcome.Accepted();
    }

    /**
     * What a push of that commit would do, from the same code as the push. Writes nothing; syncs.
     *
     * @param against a published commit to compare with; the push's own base where none is named
     */
    public PlanPreview plan(PushRequest request, Optional<ObjectId> against) {
        try (MirrorLock lock = lock("plan").orElseThrow(MirrorSession::busy)) {
            return preview(request, against, syncForPush(lock, request));
        }
    }

    private PlanPreview preview(
            PushRequest request, Optional<ObjectId> against, Set<Long> unchanged) {
        try (Quarantine quarantine =
                request.repository()
                        .transfer(request.tip(), request.known(), mirror.repository())) {
            PlanPreview preview =
                    quarantine.read(
                            repository ->
                                    newPush(unchanged)
                                            .preview(asked(request), repository, against));
            preview.plan().warnings().forEach(this::warn);
            return preview;
        }
    }

    /** A removed file closes its record where the push or its connection says so. */
    private PushRequest asked(PushRequest request) {
        return parts.options().closeOnDelete() ? request.closing() : request;
    }

    private Push newPush(Set<Long> unchanged) {
        return new Push(
                mirror,
                parts.tracker().get(),
                parts.options(),
                parts.journal().get(),
                parts.label(),
                parts.clock(),
                parts.newKeys(),
                parts.requests(),
                unchanged);
    }

    /** What a push has to say of its writes is said also where no row takes it. */
    private void recordRefusal(Failure failure) {
        AuditVerb verb =
                switch (failure.registered()) {
                    case VERSION_MISMATCH -> AuditVerb.GIT_CONFLICT;
                    case PARTIAL_PUSH,
                            CREATE_UNKNOWN,
                            WRITE_UNKNOWN,
                            PUSH_STOPPED,
                            PUSH_UNPUBLISHED ->
                            AuditVerb.GIT_PUSH;
                    default -> AuditVerb.GIT_REFUSED;
                };
        try {
            record(parts.crossing().entry(verb).outcome(failure.registered().slug()));
        } catch (AuditUnavailableException unwritten) {
            failure.addSuppressed(unwritten);
        }
    }

    private void record(AuditEntry entry) {
        record(List.of(AuditRow.point(entry)));
    }

    private void record(List<AuditRow> rows) {
        parts.audit().get().append(Deadline.after(AUDIT_PATIENCE), rows);
    }

    private Optional<MirrorLock> lock(String what) {
        return mirror.lock(
                what,
                parts.options().lockWait(),
                holder ->
                        reporter.print("stile: waiting for the mirror, held by: " + holder + "\n"));
    }

    private void warn(Failure warning) {
        reporter.warn(warning);
    }

    private static Failure busy() {
        return Failure.of(Code.MIRROR_BUSY).build();
    }

    @Override
    public void close() {
        mirror.close();
    }
}
