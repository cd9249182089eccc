package dev.stile.git.push;

import dev.stile.api.call.Deadline;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.digest.Sha256;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectDraft;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.EffectTable;
import dev.stile.core.effect.Plan;
import dev.stile.core.effect.PlanDraft;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.remote.PushOptions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journal of pushes: rows of the one effect table. A plan is durable before its first write,
 * "sending" before each request leaves, each outcome before the next write starts, and a plan is
 * open until what it wrote is published.
 */
public final class PushJournal {
    /** The kind of the plans and entries of pushes. */
    public static final String KIND = "git.push";

    /** Plans that are looked through for what they created: a lost answer is asked about soon. */
    private static final int NEWEST = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EffectTable effects;
    private final Crossing crossing;
    private final String kind;

    /**
     * @param mirror whose pushes these are: what was sent to one server is never asked of another
     */
    public PushJournal(EffectTable effects, Crossing crossing, Mirror mirror) {
        this.effects = effects;
        this.crossing = crossing;
        this.kind = mirror.isOfFirstServer() ? KIND : KIND + " " + mirror.name();
    }

    /** An entry of the table with what it says. */
    record Kept(Effect effect, JournalEntry entry) {}

    /** Stores a plan. */
    List<Kept> open(String plan, PushPlan of, List<JournalEntry> entries, PushOptions asked) {
        List<EffectDraft> drafts = new ArrayList<>();
        for (JournalEntry entry : entries) {
            String payload = EntryText.write(entry);
            drafts.add(
                    new EffectDraft(
                            entry.path(),
                            entry.key().text(),
                            Optional.empty(),
                            Sha256.hex(payload),
                            payload));
        }
        AuditRow planned =
                AuditRow.point(
                        crossing.entry(AuditVerb.GIT_PLAN)
                                .ref("plan", plan)
                                .ref("base", of.base().toString())
                                .ref("tip", of.tip().toString())
                                .reason(
                                        entries.size()
                                                + " writes"
                                                + asked.note()
                                                        .map(text -> ": " + text)
                                                        .orElse("")));
        List<AuditRow> rows = new ArrayList<>(List.of(planned));
        rows.addAll(remarks(plan, of, asked));
        List<Effect> stored =
                effects.plan(
                        deadline(),
                        new PlanDraft(
                                plan,
                                kind,
                                crossing.connection(),
                                crossing.container(),
                                "tip " + of.tip()),
                        drafts,
                        rows);
        return stored.stream().map(PushJournal::kept).toList();
    }

    /** Keeps what is worth a remark of a push that writes nothing to the tracker. */
    void remark(String plan, PushPlan of, PushOptions asked) {
        List<AuditRow> rows = remarks(plan, of, asked);
        if (!rows.isEmpty()) {
            effects.audit().append(deadline(), rows);
        }
    }

    private List<AuditRow> remarks(String plan, PushPlan of, PushOptions asked) {
        List<AuditRow> rows = new ArrayList<>();
        overrides(asked, of)
                .forEach(
                        what ->
                                rows.add(
                                        AuditRow.point(
                                                crossing.entry(AuditVerb.GIT_OVERRIDE)
                                                        .ref("plan", plan)
                                                        .reason(what))));
        if (of.filesWithIgnoredEdits() > 0) {
            rows.add(
                    AuditRow.point(
                            crossing.entry(AuditVerb.GIT_IGNORED)
                                    .ref("plan", plan)
                                    .reason(of.filesWithIgnoredEdits() + " files")));
        }
        return rows;
    }

    /** The safeties that this push turned off. */
    private static List<String> overrides(PushOptions asked, PushPlan plan) {
        List<String> overrides = new ArrayList<>();
        asked.overwrite().stream().sorted().forEach(path -> overrides.add("overwrite " + path));
        asked.allowDeletes().ifPresent(count -> overrides.add("allow-deletes " + count));
        if (asked.carrySideFiles() && !plan.files().isEmpty()) {
            overrides.add("side-files " + plan.files().size());
        }
        return overrides;
    }

    /** Says that the request may leave now. */
    Kept sending(Kept entry) {
        var intent =
                crossing.entry(AuditVerb.GIT_PUSH)
                        .target(entry.entry().path())
                        .ref("plan", entry.effect().plan());
        return switch (effects.markSending(
                deadline(), entry.effect(), 0, intent, Optional.empty())) {
            case dev.stile.core.effect.Sending.Started started -> kept(started.effect());
            case dev.stile.core.effect.Sending.MustWait wait ->
                    throw new IllegalStateException(
                            "a push reserves nothing here: the egress client does");
        };
    }

    /** Keeps what became of an entry. One that was proven not to have been sent is dropped. */
    void settle(Kept entry, EntryResult result) {
        boolean unknown = result instanceof EntryResult.Unknown;
        move(entry, result, unknown ? AuditVerb.GIT_UNKNOWN : AuditVerb.GIT_PUSH);
    }

    /** Keeps what a person, or a later look at the tracker, found out about an entry. */
    void reconcile(Kept entry, EntryResult result, AuditVerb verb) {
        if (entry.effect().state() != state(result)) {
            move(entry, result, verb);
        }
    }

    /** Keeps what a person said about an entry. */
    Effect resolve(Kept entry, EntryResult result) {
        return move(entry, result, AuditVerb.GIT_RESOLVE);
    }

    /** Keeps that a write happened, as a person says who knows no more of it. */
    Effect happened(Kept entry) {
        return said(entry, EffectState.DONE, "ok");
    }

    /** Keeps that nobody will look for the outcome of an entry any more. */
    Effect giveUp(Kept entry) {
        return said(entry, EffectState.CANCELLED, "cancelled");
    }

    private Effect said(Kept entry, EffectState state, String outcome) {
        return effects.recordOutcome(
                deadline(),
                entry.effect(),
                state,
                Optional.empty(),
                crossing.entry(AuditVerb.GIT_RESOLVE)
                        .target(entry.entry().path())
                        .ref("plan", entry.effect().plan())
                        .outcome(outcome));
    }

    private Effect move(Kept entry, EntryResult result, AuditVerb verb) {
        return effects.recordOutcome(
                deadline(),
                entry.effect(),
                state(result),
                text(result),
                crossing.entry(verb)
                        .target(entry.entry().path())
                        .ref("plan", entry.effect().plan())
                        .outcome(outcome(result)));
    }

    private static EffectState state(EntryResult result) {
        return switch (result) {
            case EntryResult.Written written -> EffectState.DONE;
            case EntryResult.Removed removed -> EffectState.DONE;
            case EntryResult.Failed failed -> EffectState.FAILED;
            case EntryResult.Unknown unknown -> EffectState.UNKNOWN;
            case EntryResult.NotTried notTried -> EffectState.DROPPED;
        };
    }

    /** Says that everything that a plan wrote is published, or remembered for its clone. */
    void published(String plan) {
        effects.closePlan(deadline(), plan);
    }

    /** Drops what a plan has not sent. */
    void dropPlanned(String plan) {
        effects.moveAll(
                deadline(),
                plan,
                EffectState.PLANNED,
                EffectState.DROPPED,
                crossing.entry(AuditVerb.GIT_PUSH).ref("plan", plan).outcome("dropped"));
    }

    /** Plans whose outcome is not published yet, oldest first. */
    List<Plan> unfinished() {
        return effects.openPlans(deadline(), kind, crossing.connection(), crossing.container());
    }

    /** The newest plans, newest first. */
    public List<Plan> newest(int limit) {
        return effects.newestPlans(
                deadline(), kind, crossing.connection(), crossing.container(), limit);
    }

    /** Whether a plan is one of this mirror's. */
    boolean keeps(String plan) {
        return effects.planById(deadline(), plan)
                .filter(kept -> kept.kind().equals(kind))
                .isPresent();
    }

    /** The entries of a plan, in its order. */
    List<Kept> entries(String plan) {
        return effects.ofPlan(deadline(), plan).stream().map(PushJournal::kept).toList();
    }

    /** The rows of a plan's entries, for people. */
    public List<Effect> rows(String plan) {
        return effects.ofPlan(deadline(), plan);
    }

    /** What {@code stile push resolve} takes where that write happened. */
    public static String happenedOption(Effect row) {
        return kept(row).entry().action() == JournalEntry.Action.CREATE
                ? "--created ID"
                : "--happened";
    }

    /**
     * Options without which another push of the same would do another thing: what was to be closed
     * would be deleted. Those that only permit something are not among them: a person says so
     * again.
     *
     * @param rows the entries of a plan
     */
    public static List<String> optionsAgain(List<Effect> rows) {
        List<JournalEntry> removals =
                rows.stream()
                        .map(row -> kept(row).entry())
                        .filter(entry -> entry.action() == JournalEntry.Action.REMOVE)
                        .toList();
        List<String> options = new ArrayList<>();
        if (removals.stream().anyMatch(entry -> entry.mode() == RemoveMode.CLOSE)) {
            options.add("on-delete=close");
        }
        removals.stream()
                .map(JournalEntry::reason)
                .filter(reason -> reason != DeleteReason.ABANDONED)
                .findFirst()
                .ifPresent(reason -> options.add("delete-reason=" + PushOptions.word(reason)));
        return options;
    }

    /** Whether a new file of one of the newest plans is known to have become this record. */
    boolean hasCreated(RecordId record) {
        return newest(NEWEST).stream()
                .flatMap(plan -> entries(plan.id()).stream())
                .filter(kept -> kept.entry().action() == JournalEntry.Action.CREATE)
                .anyMatch(kept -> writtenRecord(kept).equals(Optional.of(record)));
    }

    /** The record that a plan's new file is known to have become. */
    Optional<RecordId> created(String plan, String path) {
        return entries(plan).stream()
                .filter(kept -> kept.entry().action() == JournalEntry.Action.CREATE)
                .filter(kept -> kept.entry().path().equals(path))
                .flatMap(kept -> writtenRecord(kept).stream())
                .findFirst();
    }

    /** Entries whose outcome nobody knows. */
    List<Kept> unknown() {
        return effects
                .inState(
                        deadline(),
                        kind,
                        crossing.connection(),
                        crossing.container(),
                        EffectState.UNKNOWN,
                        Integer.MAX_VALUE)
                .stream()
                .map(PushJournal::kept)
                .toList();
    }

    /** The record and version that a done entry was written as, where it is not gone. */
    static Optional<RecordId> writtenRecord(Kept kept) {
        return kept.effect()
                .result()
                .filter(text -> text.startsWith("record "))
                .map(
                        text ->
                                new RecordId(
                                        text.substring("record ".length())
                                                .lines()
                                                .findFirst()
                                                .orElseThrow()));
    }

    static Optional<Version> writtenVersion(Kept kept) {
        return kept.effect()
                .result()
                .flatMap(
                        text ->
                                text.lines()
                                        .filter(line -> line.startsWith("version "))
                                        .findFirst())
                .map(line -> new Version(line.substring("version ".length())));
    }

    private static Optional<String> text(EntryResult result) {
        return switch (result) {
            case EntryResult.Written written ->
                    Optional.of(
                            "record "
                                    + written.shown().id()
                                    + "\nversion "
                                    + written.shown().version());
            case EntryResult.Removed removed -> Optional.of("removed " + removed.record());
            case EntryResult.Failed failed -> Optional.of("code " + failed.problem().code().slug());
            case EntryResult.Unknown unknown ->
                    Optional.of("code " + unknown.problem().code().slug());
            case EntryResult.NotTried notTried -> Optional.empty();
        };
    }

    private static String outcome(EntryResult result) {
        return switch (result) {
            case EntryResult.Written written -> "ok";
            case EntryResult.Removed removed -> "ok";
            case EntryResult.Failed failed -> failed.problem().code().slug();
            case EntryResult.Unknown unknown -> "unknown";
            case EntryResult.NotTried notTried -> "dropped";
        };
    }

    private static Kept kept(Effect effect) {
        return new Kept(effect, EntryText.read(effect.draft().payload()));
    }

    private static Deadline deadline() {
        return Deadline.after(PATIENCE);
    }
}
