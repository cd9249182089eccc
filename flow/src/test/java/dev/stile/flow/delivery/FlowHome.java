package dev.stile.flow.delivery;

import static dev.stile.core.store.TestHome.soon;

import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.inbox.Frame;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.SqliteInbox;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.lease.Holder;
import dev.stile.core.lease.Leases;
import dev.stile.core.redact.Redactor;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.flow.lifecycle.LifecycleEvents;
import dev.stile.flow.local.ChildRunner;
import dev.stile.flow.local.Commands;
import dev.stile.flow.local.ExecGrant;
import dev.stile.flow.local.FileAppends;
import dev.stile.flow.local.RuleFolders;
import dev.stile.flow.local.SqliteInserts;
import dev.stile.flow.outbox.Outbox;
import dev.stile.flow.process.child.Children;
import dev.stile.flow.routing.ChainDepth;
import dev.stile.flow.routing.LoopGuard;
import dev.stile.flow.routing.Router;
import dev.stile.flow.rule.RuleCounts;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A home with a router and a worker, wired as a daemon would. */
public final class FlowHome implements AutoCloseable {
    public final Home home;
    public final Database database;
    public final SqliteAuditLog audit;
    public final SqliteInbox inbox;
    public final TestBook book;
    public final Deliveries deliveries;
    public final DeadLetters deadLetters;
    public final EventReplays replays;
    public final Router router;
    public final List<String> lifecycle = Collections.synchronizedList(new ArrayList<>());

    /** Which programs rules may run: all, until a test says otherwise. */
    public volatile ExecGrant exec = (rule, program) -> Optional.of(List.of());

    /** Whether a program cannot even be tried, by a fault of ours. */
    public volatile boolean broken;

    private final Clock clock;
    private final Doings doings;
    private Optional<Children> children = Optional.empty();
    private DeliveryWorker worker;

    public FlowHome(Path folder, Clock clock, TestBook book, Outbox outbox, ChainDepth depths) {
        this.clock = clock;
        this.book = book;
        home = TestHome.in(folder);
        database = TestHome.open(home);
        audit = new SqliteAuditLog(database, home, clock, SecureRandom::new);
        inbox = new SqliteInbox(database, audit, clock);
        deliveries = new Deliveries(database, new Backoff(new Random(7)));
        deadLetters = new DeadLetters(database, audit, book, outbox, clock);
        replays = new EventReplays(database, audit, deliveries, book, clock);
        LifecycleEvents emit =
                (transaction, event) -> lifecycle.add(event.occurrence().orElseThrow());
        router =
                new Router(
                        database,
                        inbox,
                        book,
                        deliveries,
                        new LoopGuard(deliveries, book, audit, emit),
                        depths,
                        clock);
        RuleFolders folders = new RuleFolders(home);
        doings =
                new Doings(
                        new TestRenderer(),
                        outbox,
                        connection ->
                                Optional.of(new SendActions.SendAction("send", "channel", "text")),
                        new FileAppends(database, folders),
                        new SqliteInserts(home),
                        new Commands(
                                folders,
                                (rule, program) -> exec.allows(rule, program),
                                new ChildRunner(this::children),
                                System.getenv()));
        worker = newWorker();
    }

    public static FlowHome in(Path folder, Clock clock, TestBook book, Outbox outbox) {
        return new FlowHome(folder, clock, book, outbox, ChainDepth.untraced());
    }

    private synchronized Children children() {
        if (broken) {
            throw new IllegalStateException("a bug");
        }
        Children opened =
                children.orElseGet(
                        () ->
                                Children.open(
                                        home.folder().resolve("processes"),
                                        new Redactor(),
                                        new Random()));
        children = Optional.of(opened);
        return opened;
    }

    /** One more worker on the same home. */
    public DeliveryWorker newWorker() {
        return new DeliveryWorker(
                database,
                audit,
                inbox,
                book,
                book,
                doings,
                (transaction, event) -> lifecycle.add(event.occurrence().orElseThrow()),
                new Leases(database, clock, Holder.self()),
                clock,
                new SecureRandom());
    }

    public DeliveryWorker worker() {
        return worker;
    }

    /** The worker ends and another one begins, as at a restart. */
    public void restart() {
        worker.close();
        worker = newWorker();
    }

    public static InboxEvent event(String id, String key, String payload, InboxFlag... flags) {
        return new InboxEvent(
                id,
                "message",
                Optional.of(key),
                Optional.of("ponds"),
                java.time.Instant.parse("2026-03-01T00:00:00Z"),
                Label.outside(Scope.of(TestRule.CONNECTION, "ponds")),
                Set.of(flags),
                payload,
                Integer.toHexString(payload.hashCode()));
    }

    /** Stores an event whose message is its own id. */
    public void store(String id, String key) {
        store(List.of(event(id, key, "{\"message\":\"" + id + "\",\"number\":7}")));
    }

    public void store(List<InboxEvent> events) {
        storeOf(TestRule.CONNECTION, events);
    }

    public void storeOf(String connection, List<InboxEvent> events) {
        inbox.store(
                soon(),
                StreamName.live(connection),
                Optional.empty(),
                events.stream()
                        .<Frame>map(event -> new Frame.Happened(event, new Cursor(event.id())))
                        .toList(),
                AuditEntry.of(AuditOrigin.DAEMON, "daemon", AuditVerb.EVENT_RECEIVED)
                        .connection(connection));
    }

    /** Routes all that is there. */
    public void route() {
        while (router.routeOnce(soon()) > 0) {
            // Goes on to the end of the inbox.
        }
    }

    /** Works until nothing is due at this moment. */
    public void work() {
        int did;
        do {
            did = worker.workOnce(clock.instant(), soon());
            if (!worker.awaitIdle(soon())) {
                throw new AssertionError("the worker does not come to rest");
            }
        } while (did > 0);
    }

    public List<Delivery> all() {
        return deliveries
                .list(soon(), DeliveryFilter.everything(), Long.MAX_VALUE, 10_000)
                .reversed();
    }

    /** Each delivery as event, state and outcome or reason. */
    public List<String> told() {
        return all().stream()
                .map(
                        each ->
                                each.event()
                                        + " "
                                        + each.state().wire()
                                        + each.outcome().map(how -> " " + how).orElse("")
                                        + each.reason().map(why -> " " + why).orElse(""))
                .toList();
    }

    public Delivery only() {
        List<Delivery> all = all();
        if (all.size() != 1) {
            throw new AssertionError("not one delivery: " + all);
        }
        return all.getFirst();
    }

    public Map<String, Long> noMatches(String slug) {
        return RuleCounts.of(soon(), database, slug);
    }

    @Override
    public void close() {
        worker.close();
        children.ifPresent(Children::close);
        audit.close();
        database.close();
    }
}
