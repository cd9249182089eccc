package dev.stile.hosting.watch;

import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.value.BranchName;
import dev.stile.core.inbox.SqliteInbox;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.lease.Holder;
import dev.stile.core.lease.Leases;
import dev.stile.core.policy.Decision.Verdict;
import dev.stile.core.policy.Grant;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.TestHome;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.hosting.access.WriteAccess;
import dev.stile.hosting.approve.ApproveSettings;
import dev.stile.hosting.inbox.PrInbox;
import dev.stile.hosting.people.People;
import dev.stile.hosting.people.Pin;
import dev.stile.hosting.plan.MergeJournal;
import dev.stile.hosting.policy.GitFindings;
import dev.stile.hosting.policy.Lineage;
import dev.stile.hosting.policy.MergePlan;
import dev.stile.hosting.policy.Outcome;
import dev.stile.hosting.policy.Policy;
import dev.stile.hosting.policy.PolicySettings;
import dev.stile.hosting.policy.PrState;
import dev.stile.hosting.proof.Proof;
import dev.stile.hosting.service.IntentJournal;
import dev.stile.testkit.time.TestClock;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A home that watches pull requests of a {@link Forge} by a clock that the test moves. */
final class WatchWorld implements AutoCloseable, HostSource {
    static final String WORK = "work";

    final HostWorld house;
    final SqliteInbox inbox;
    final Watcher watcher;
    final Watches watches;
    OptionalLong budget = OptionalLong.empty();
    long version = 1;

    /** How often it was asked whether the connection may be used, and passes begun. */
    final AtomicLong onAsked = new AtomicLong();

    final AtomicLong passes = new AtomicLong();
    boolean auto;
    boolean on = true;

    /** Run when it was asked whether the connection is on, after it was answered. */
    Runnable asked = () -> {};

    /** Run while it is proven what landed. */
    Runnable proving = () -> {};

    boolean deleteBranch;
    Proof proof = Proof.none("test");

    People people = People.none();
    ApproveSettings approve = ApproveSettings.defaults();
    private final Map<String, GitHost> opened = new ConcurrentHashMap<>();

    WatchWorld(Path folder) {
        this(new HostWorld(folder));
    }

    WatchWorld(Path folder, TestClock clock, Forge forge, Holder self) {
        this(new HostWorld(folder, clock, forge, self));
    }

    private WatchWorld(HostWorld house) {
        this.house = house;
        inbox = new SqliteInbox(house.database, house.audit, house.clock);
        watcher = watcher(Holder.self());
        watches = new Watches(house.database, house.audit, house.clock);
        grant("merge_pr");
    }

    /** Lets the daemon do that. */
    void grant(String action) {
        house.policy =
                house.policy.with(
                        new Grant(
                                action.replace('_', '-'),
                                "daemon",
                                WORK,
                                Optional.of(action),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Verdict.ALLOW,
                                OptionalInt.of(1_000),
                                1,
                                Optional.of(Instant.parse("2036-01-01T00:00:00Z"))));
    }

    /** A watcher of its own, as another process has one. */
    Watcher watcher(Holder self) {
        return watcher(self, this);
    }

    Watcher watcher(Holder self, HostSource source) {
        return new Watcher(parts(self, source));
    }

    WatchParts parts(Holder self, HostSource source) {
        return new WatchParts(
                house.database,
                house.audit,
                new Leases(house.database, house.clock, self),
                new PrInbox(inbox, house.redactor),
                new MergeJournal(new IntentJournal(house.parts), house.effects, house.clock),
                source,
                new WriteAccess(house.clock),
                house.clock,
                new Random(5));
    }

    Forge forge() {
        return house.forge;
    }

    TestClock clock() {
        return house.clock;
    }

    /** Lets so much time pass, with a pass of the watcher whenever it says. */
    void pass(Duration time) {
        Instant end = clock().instant().plus(time);
        while (true) {
            Instant next = watcher.turn();
            if (!next.isBefore(end)) {
                clock().set(end);
                return;
            }
            clock().set(next);
        }
    }

    /** Kinds of all events, in the order of storing. */
    List<String> kinds() {
        return events().stream().map(stored -> stored.event().kind()).toList();
    }

    List<StoredEvent> events() {
        return inbox.after(TestHome.soon(), 0, 2_000);
    }

    Watched watched(PrRef pr) {
        return watches.all(WORK).stream()
                .filter(each -> each.pr().equals(pr))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<String> connections() {
        return List.of(WORK);
    }

    @Override
    public boolean isOn(String connection) {
        onAsked.incrementAndGet();
        boolean isOn = on;
        asked.run();
        return isOn;
    }

    @Override
    public Optional<GitFindings> findings(
            String connection, PRStatus open, Optional<GitFindings> before, Lineage lineage) {
        return Optional.empty();
    }

    @Override
    public Proof proof(String connection, PRStatus merged) {
        proving.run();
        return proof;
    }

    @Override
    public InUse use(String connection) {
        return inUse(
                opened.computeIfAbsent(connection, slug -> house.host(new Subject.Daemon())),
                version);
    }

    private static InUse inUse(GitHost host, long version) {
        return new InUse() {
            @Override
            public long version() {
                return version;
            }

            @Override
            public GitHost host() {
                return host;
            }

            @Override
            public InUse again() {
                return this;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public long version(String connection) {
        passes.incrementAndGet();
        return version;
    }

    @Override
    public Budget budget(String connection) {
        return Budget.ofOne(connection, budget.orElse(Meter.USUAL_BUDGET));
    }

    @Override
    public Lane lane(String connection) {
        return Lane.to(Forge.HOST.text(), 8);
    }

    @Override
    public boolean pin(List<Pin> pins) {
        return pins.isEmpty();
    }

    @Override
    public long requests(String connection) {
        return forge().requests.size();
    }

    @Override
    public Judge judge(String connection, PrRef pr) {
        Policy policy = new Policy(people, "forge");
        PolicySettings standard =
                PolicySettings.defaults().on(new BranchName("main"), MergeStrategy.SQUASH);
        PolicySettings settings =
                new PolicySettings(
                        merging(standard.merge()),
                        approve,
                        standard.checks(),
                        standard.feedback(),
                        standard.reentryMax(),
                        standard.attemptsMax(),
                        standard.handOffRepeat());
        return new Judge() {
            @Override
            public List<UserRef> unknown(PrFacts facts) {
                return policy.unknown(facts, settings);
            }

            @Override
            public Outcome decide(PrState state, PrFacts facts, Instant now) {
                return policy.decide(state, facts, settings, now);
            }

            @Override
            public boolean deletesBranch() {
                return settings.merge().deleteBranch();
            }

            @Override
            public Outcome confirm(PrState state, MergePlan plan, PrFacts facts, Instant now) {
                return policy.confirm(state, plan, facts, settings, now);
            }
        };
    }

    private PolicySettings.Merging merging(PolicySettings.Merging standard) {
        return new PolicySettings.Merging(
                auto,
                standard.bases(),
                standard.defaultBranch(),
                standard.strategy(),
                standard.queue(),
                standard.bypass(),
                standard.testedBase(),
                standard.holdLabels(),
                deleteBranch,
                standard.olderApprovals());
    }

    @Override
    public void close() {
        watcher.close();
        house.close();
    }
}
