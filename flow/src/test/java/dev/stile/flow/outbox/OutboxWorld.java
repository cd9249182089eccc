package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;

import dev.stile.api.action.Category;
import dev.stile.api.connector.CallLimits;
import dev.stile.api.json.Json;
import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Tainted;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.audit.StoredRow;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.EffectTable;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.lease.Holder;
import dev.stile.core.lease.Lease;
import dev.stile.core.lease.Leases;
import dev.stile.core.policy.Decision.Verdict;
import dev.stile.core.policy.Grant;
import dev.stile.core.policy.Policy;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.core.store.Transaction;
import dev.stile.flow.label.FlowCheck;
import dev.stile.flow.label.FlowVerdict;
import dev.stile.flow.label.Place;
import dev.stile.flow.schema.JsonSchemas;
import dev.stile.testkit.time.TestClock;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A home with an outbox, a chat behind it, and a clock that a test moves. */
final class OutboxWorld implements AutoCloseable {
    static final Subject ADA = new Subject.Person("ada");
    static final Subject BEN = new Subject.Person("ben");
    static final Subject CLEO = new Subject.Person("cleo");
    static final Subject AGENT = new Subject.Agent("helper");
    static final Subject RULE = new Subject.Rule("weir-alarm");

    final TestClock clock;
    final Vendor vendor;

    /** Who answers in its place, by connection. */
    final Map<String, Vendor> others = new HashMap<>();

    final List<String> told = new ArrayList<>();
    final Database database;
    final SqliteAuditLog audit;
    final OutboxJournal journal;
    final OutboxGate gate;
    final StoredOutbox outbox;
    final Approvals approvals;
    final Edits edits;
    final Resolutions resolutions;
    final DamagedEntries damagedEntries;
    final Leases leases;
    final Attempt attempt;
    final Sender sender;
    final Settler settler;
    final ActService acts;
    Policy policy = Policy.defaults();
    String connector = "chat";
    String account = "ops@north";
    boolean cleared = true;

    /** What its rule declares; nothing until a test says so. */
    Declarations declared = rule -> List.of();

    boolean ready = true;

    /** Whether what is told cannot be stored. */
    boolean deaf;

    private int keys;

    OutboxWorld(Path folder) {
        this(folder, new Vendor(), TestClock.at("2026-05-04T06:00:00Z"), log -> log);
    }

    OutboxWorld(Path folder, Vendor vendor, TestClock clock, UnaryOperator<AuditLog> around) {
        this.vendor = vendor;
        this.clock = clock;
        Home home = TestHome.in(folder);
        database = TestHome.open(home);
        audit = new SqliteAuditLog(database, home, clock, () -> new Random(7));
        AuditLog log = around.apply(audit);
        Random random = new Random(11);
        journal = new OutboxJournal(database, new EffectTable(database, log, clock), log, clock);
        gate =
                new OutboxGate(
                        (deadline, connection) ->
                                new ActionSets.Opened(
                                        connector,
                                        account,
                                        CallLimits.standard(),
                                        others.getOrDefault(connection, vendor)),
                        new JsonSchemas(),
                        (deadline, connection) -> requireReady(),
                        (deadline, flow) -> requireCleared(flow),
                        () -> policy,
                        rule -> declared.of(rule));
        OutboxNotices notices = this::tell;
        outbox = new StoredOutbox(journal, gate, notices);
        approvals = new Approvals(journal, gate, notices);
        edits = new Edits(journal, gate, notices);
        resolutions = new Resolutions(journal, notices);
        leases = new Leases(database, clock, Holder.self());
        damagedEntries = new DamagedEntries(journal, leases);
        attempt =
                new Attempt(
                        journal,
                        gate,
                        notices,
                        leases,
                        text -> text.replace("hunter2", "[REDACTED]"),
                        random);
        sender = new Sender(journal, attempt);
        settler = new Settler(journal, gate, attempt);
        acts = new ActService(outbox, journal, attempt, settler, random);
    }

    private void tell(Transaction transaction, OutboxNotices.Notice notice) {
        if (deaf) {
            throw new IllegalStateException("nobody hears " + words(notice));
        }
        told.add(words(notice));
    }

    private void requireReady() {
        if (!ready) {
            throw Failure.of(Code.SECRET_MISSING).build();
        }
    }

    private void requireCleared(Clearances.Flow flow) {
        FlowVerdict verdict =
                FlowCheck.check(
                        flow.action(),
                        flow.label(),
                        Place.of(flow.connection(), flow.recipient()),
                        flow.declarations());
        if (!cleared || verdict instanceof FlowVerdict.Refused) {
            throw Failure.of(Code.LABEL_REFUSED).build();
        }
    }

    private static String words(OutboxNotices.Notice notice) {
        return switch (notice) {
            case OutboxNotices.Notice.Waiting waiting -> "waiting " + waiting.entry().reference();
            case OutboxNotices.Notice.Unknown unknown -> "unknown " + unknown.entry().reference();
            case OutboxNotices.Notice.Expired expired -> "expired " + expired.entry().reference();
            case OutboxNotices.Notice.QuotaReached full -> "full " + full.quota();
        };
    }

    static Json.JsonObject message(String text) {
        return Json.object().put("channel", "C042").put("text", text).build();
    }

    static Label fromOutside() {
        return new Label(Integrity.UNTRUSTED, Confidentiality.open());
    }

    Proposal proposal(Subject subject, String text) {
        return proposal(subject, text, "key-" + ++keys, Optional.empty(), false);
    }

    static Proposal proposal(
            Subject subject, String text, String key, Optional<String> order, boolean strict) {
        return proposal("ops-chat", subject, text, key, order, strict);
    }

    static Proposal proposal(
            String connection,
            Subject subject,
            String text,
            String key,
            Optional<String> order,
            boolean strict) {
        return new Proposal(
                subject,
                connection,
                "send_message",
                Tainted.of(message(text), fromOutside()),
                new IdempotencyKey(key),
                order,
                strict,
                List.of(),
                new TreeMap<>(Map.of("delivery", "dl-7")));
    }

    /** A grant that lets the rule through. */
    static Grant standing(int perHour) {
        return grant("g-17", "rule:weir-alarm", Verdict.ALLOW, OptionalInt.of(perHour), 1);
    }

    /** The same for another connection. */
    static Grant standing(String id, String connection) {
        return grant(id, connection, "rule:weir-alarm", Verdict.ALLOW, OptionalInt.of(1000), 1);
    }

    static Grant grant(
            String id, String subject, Verdict verdict, OptionalInt perHour, int approvers) {
        return grant(id, "ops-chat", subject, verdict, perHour, approvers);
    }

    private static Grant grant(
            String id,
            String connection,
            String subject,
            Verdict verdict,
            OptionalInt perHour,
            int approvers) {
        return new Grant(
                id,
                subject,
                connection,
                Optional.of("send_message"),
                Optional.of(Category.EXTERNAL_MESSAGE_SEND),
                Optional.empty(),
                Optional.of("C042"),
                Optional.empty(),
                verdict,
                perHour,
                approvers,
                Optional.of(Instant.parse("2027-01-01T00:00:00Z")));
    }

    void allow() {
        policy = Policy.defaults().with(standing(1000));
    }

    /** An entry of the rule that may be sent. */
    Entry approved(String text) {
        allow();
        return entry(outbox.propose(soon(), proposal(RULE, text)).id());
    }

    /** An entry of the rule that waits for somebody. */
    Entry waiting(String text) {
        return entry(outbox.propose(soon(), proposal(RULE, text)).id());
    }

    Entry entry(long id) {
        return journal.find(soon(), id).orElseThrow();
    }

    EffectState state(Entry entry) {
        return entry(entry.id()).state();
    }

    Approvals.Seen seen(Entry entry) {
        return new Approvals.Seen(entry.id(), entry.version(), entry.contentSha256());
    }

    /** Changes a row behind the back of all, such as to damage it. */
    void update(String sql, long id) {
        database.transaction(soon(), transaction -> transaction.update(sql, id));
    }

    int send() {
        return round().attempts();
    }

    /** Everything that is due, one connection after the other. */
    Sender.Round round() {
        int attempts = 0;
        List<Failure> damaged = new ArrayList<>();
        for (String connection : sender.waiting(clock.instant(), soon())) {
            Sender.Round round = sender.sendOnce(connection, clock.instant(), soon(), () -> false);
            attempts += round.attempts();
            damaged.addAll(round.damaged());
        }
        return new Sender.Round(attempts, damaged);
    }

    /** A sweep, and then every question that is due. */
    Settler.Swept sweep() {
        Settler.Swept swept = settler.sweepOnce(clock.instant(), soon());
        List<Failure> damaged = new ArrayList<>(swept.damaged());
        for (String connection : settler.asking(clock.instant(), soon())) {
            damaged.addAll(
                    settler.askOnce(connection, clock.instant(), soon(), () -> false).damaged());
        }
        return new Settler.Swept(swept.abandoned(), swept.expired(), damaged);
    }

    /** As a process that lives and stands still: marked as sending, and nothing more. */
    void leaveSending(Entry entry) {
        leaveSending(entry, Duration.ofMinutes(1));
    }

    void leaveSending(Entry entry, Duration held) {
        Begin begin = new Begin(journal);
        OutboxGate.Fitting fitting = gate.fit(soon(), entry);
        Begin.Terms terms =
                new Begin.Terms(
                        fitting,
                        gate.rule(fitting, clock.instant()),
                        true,
                        "at-standing-still",
                        clock.instant(),
                        false);
        Lease lease = leases.acquire(soon(), Attempt.lease(entry.id()), held).orElseThrow();
        journal.commit(
                soon(), transaction -> begin.begin(transaction, entry.id(), terms, lease.fence()));
    }

    /** Rows of an entry, as verb, phase and outcome. */
    List<String> rows(Entry entry) {
        return new AuditSearch(database)
                        .newest(
                                AuditFilter.everything().ref(entry.reference()),
                                Long.MAX_VALUE,
                                100,
                                soon())
                        .reversed()
                        .stream()
                        .map(OutboxWorld::words)
                        .toList();
    }

    private static String words(StoredRow row) {
        return row.verb() + " " + row.phase() + " " + row.outcome().orElse("-");
    }

    @Override
    public void close() {
        audit.close();
        database.close();
    }
}
