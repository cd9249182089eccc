package dev.stile.hosting.watch;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.GitHostBlock;
import dev.stile.api.connector.Settings;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HostDeadlines;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.value.BranchName;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.registry.ConnectorRegistry;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.hosting.people.PeopleFile;
import dev.stile.hosting.people.Pin;
import dev.stile.hosting.policy.GitFindings;
import dev.stile.hosting.policy.Lineage;
import dev.stile.hosting.policy.MergePlan;
import dev.stile.hosting.policy.Outcome;
import dev.stile.hosting.policy.Policy;
import dev.stile.hosting.policy.PolicyBook;
import dev.stile.hosting.policy.PolicySettings;
import dev.stile.hosting.policy.PrState;
import dev.stile.hosting.proof.Proof;
import dev.stile.hosting.service.Asking;
import dev.stile.hosting.service.CodeHosts;
import dev.stile.hosting.turn.KeyedTurns;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The stored connections that claim pull requests, with the settings and people of the home as they
 * are at each decision. Any thread may call; closed by whoever made it.
 */
public final class StoredHosts implements HostSource, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FETCHING = Duration.ofMinutes(2);
    private static final Duration BRANCH_HOLDS = Duration.ofHours(1);
    private static final double OF_THE_LIMIT = 0.8;
    private static final int MOST_WAITING = 64;

    private final ConnectionStore store;
    private final ConnectorRegistry registry;
    private final CodeHosts hosts;
    private final Home home;
    private final PeopleFile people;
    private final Pins pins;
    private final Identities identities;
    private final ToLongFunction<Connection> requests;
    private final Predicate<Connection> on;
    private final Evidence evidence;
    private final Clock clock;
    private final Asking asking;
    private final KeyedTurns asked = new KeyedTurns(1, MOST_WAITING);
    private final OpenedHosts opened = new OpenedHosts(this::connection, this::open);
    private final Map<String, Branch> branches = new ConcurrentHashMap<>();

    private record Branch(BranchName name, Instant until) {}

    /**
     * @param requests counts the requests of this process for a connection so far
     * @param on whether a connection may be used by itself, as it is at that moment
     * @param environment of this process, of which git gets where programs are
     * @param asking in whose name the hosts are used
     */
    public StoredHosts(
            ConnectionStore store,
            ConnectorRegistry registry,
            CodeHosts hosts,
            Home home,
            Database database,
            ToLongFunction<Connection> requests,
            Predicate<Connection> on,
            Map<String, String> environment,
            Clock clock,
            Asking asking) {
        this.store = store;
        this.registry = registry;
        this.hosts = hosts;
        this.home = home;
        this.people = new PeopleFile(home.folder());
        this.pins = new Pins(database);
        this.identities = new Identities(database);
        this.requests = requests;
        this.on = on;
        this.evidence = new Evidence(hosts, asking, home, environment);
        this.clock = clock;
        this.asking = asking;
    }

    @Override
    public List<String> connections() {
        return store.all(soon()).stream()
                .filter(this::isOfHosts)
                .map(each -> each.slug().text())
                .toList();
    }

    @Override
    public boolean isOn(String connection) {
        return ConnectionSlug.isValid(connection)
                && store.find(new ConnectionSlug(connection), soon())
                        .filter(on)
                        .filter(this::isFit)
                        .isPresent();
    }

    /** One whose settings are not valid is as one that is switched off. */
    private boolean isFit(Connection stored) {
        try {
            return registry.unfit(stored).isEmpty();
        } catch (StileException notUsed) {
            return false;
        }
    }

    /** One whose connector is not here now stops no other. */
    private boolean isOfHosts(Connection stored) {
        try {
            return registry.manifest(stored.connector()).facets().contains(Facet.PULL_REQUESTS);
        } catch (StileException notInstalled) {
            return false;
        }
    }

    @Override
    public InUse use(String connection) {
        return opened.use(connection);
    }

    /** The same, for as long as the connection does not change. */
    public GitHost host(String connection) {
        try (InUse inUse = use(connection)) {
            return inUse.host();
        }
    }

    @Override
    public long version(String connection) {
        return connection(connection).version();
    }

    /** Under the least of what is said of any of its connections. */
    @Override
    public Budget budget(String connection) {
        Map<String, String> known = identities.all();
        Connection stored = connection(connection);
        String counter = String.join(" ", new TreeSet<>(stored.secrets().values()));
        Optional<String> ours = name(stored, known);
        Set<String> shared = new TreeSet<>(Set.of(connection));
        ours.ifPresent(
                name ->
                        store.all(soon()).stream()
                                .filter(each -> known.containsKey(each.slug().text()))
                                .filter(this::isOfHosts)
                                .filter(each -> name(each, known).equals(ours))
                                .forEach(each -> shared.add(each.slug().text())));
        long perHour =
                shared.stream()
                        .flatMapToLong(each -> perHour(each).stream())
                        .min()
                        .orElse(Meter.USUAL_BUDGET);
        return new Budget(
                ours.orElse(connection), perHour, counter.isEmpty() ? connection : counter, shared);
    }

    /** The host and who we are there; empty while that is not known. */
    private Optional<String> name(Connection stored, Map<String, String> known) {
        Optional<String> identity = Optional.ofNullable(known.get(stored.slug().text()));
        return hosts.hostOf(stored).flatMap(host -> identity.map(us -> host.text() + " " + us));
    }

    /** As it is set, or as the host said; empty if neither is known. */
    private OptionalLong perHour(String connection) {
        return settings(connection(connection))
                .find("budget_per_hour")
                .filter(text -> text.matches("[1-9][0-9]{0,8}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElseGet(() -> opened.limit(connection));
    }

    @Override
    public Lane lane(String connection) {
        Connection stored = connection(connection);
        return Lane.to(
                hosts.hostOf(stored).map(HostId::text).orElse(connection),
                registry.manifest(stored.connector()).pacing().parallelRequests());
    }

    @Override
    public Judge judge(String connection, PrRef pr) {
        Connection stored = connection(connection);
        PolicySettings settings =
                PolicyBook.in(home.folder())
                        .of(pr.repo())
                        .on(defaultBranch(connection, pr.repo()), strategy(stored));
        Policy policy = new Policy(people.read(pins.all()), channel(stored));
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

    @Override
    public boolean pin(List<Pin> wanted) {
        return pins.bind(wanted);
    }

    @Override
    public Proof proof(String connection, PRStatus merged) {
        try (InUse inUse = use(connection)) {
            return asked(connection, inUse.host())
                    .map(asked -> evidence.proof(asked, merged))
                    .orElseGet(() -> Proof.none("address"));
        }
    }

    @Override
    public Optional<GitFindings> findings(
            String connection, PRStatus open, Optional<GitFindings> before, Lineage lineage) {
        try (InUse inUse = use(connection)) {
            return asked(connection, inUse.host())
                    .flatMap(asked -> evidence.findings(asked, open, before, lineage));
        }
    }

    private Optional<Evidence.Asked> asked(String connection, GitHost host) {
        Connection stored = connection(connection);
        return settings(stored)
                .find("web_url")
                .map(
                        web ->
                                new Evidence.Asked(
                                        stored, URI.create(web), host, call(connection, FETCHING)));
    }

    @Override
    public long requests(String connection) {
        return requests.applyAsLong(connection(connection));
    }

    /** Shuts them down one after another, the last one that was opened first. */
    @Override
    public void close() {
        opened.close();
    }

    private OpenedHosts.Ready open(Connection stored) {
        String connection = stored.slug().text();
        GitHost host = hosts.open(stored, asking);
        Map<String, String> details =
                host.healthCheck(call(connection, HostDeadlines.LONGEST)).details();
        Optional.ofNullable(details.get("identity"))
                .filter(identity -> !identity.equals(identities.all().get(connection)))
                .ifPresent(identity -> identities.keep(connection, identity));
        return new OpenedHosts.Ready(host, limit(details));
    }

    /** What the host says that it allows in an hour, less a fifth. */
    private static OptionalLong limit(Map<String, String> details) {
        // Of budgets that are apart the least one holds: which one a look spends is the host's own.
        String limit = details.getOrDefault("least_limit", details.getOrDefault("limit", ""));
        return limit.matches("[1-9][0-9]{0,8}")
                ? OptionalLong.of(Math.round(Long.parseLong(limit) * OF_THE_LIMIT))
                : OptionalLong.empty();
    }

    private BranchName defaultBranch(String connection, RepoRef repo) {
        String key = connection + " " + repo.key();
        Optional<Branch> known = branch(key);
        if (known.isPresent()) {
            return known.get().name();
        }
        try (KeyedTurns.Turn turn = OpenedHosts.turn(asked, key)) {
            return branch(key).orElseGet(() -> ask(connection, repo, key)).name();
        }
    }

    private Optional<Branch> branch(String key) {
        return Optional.ofNullable(branches.get(key))
                .filter(each -> clock.instant().isBefore(each.until()));
    }

    private Branch ask(String connection, RepoRef repo, String key) {
        try (InUse inUse = use(connection)) {
            BranchName name =
                    inUse.host().getDefaultBranch(repo, call(connection, HostDeadlines.LONGEST));
            Branch branch = new Branch(name, clock.instant().plus(BRANCH_HOLDS));
            branches.put(key, branch);
            return branch;
        }
    }

    /** The space of names of its people. */
    private String channel(Connection stored) {
        return registry.manifest(stored.connector())
                .gitHost()
                .map(GitHostBlock::channel)
                .orElse(stored.connector());
    }

    private MergeStrategy strategy(Connection stored) {
        String word =
                settings(stored)
                        .find("default_merge_strategy")
                        .filter(typed -> !typed.isBlank())
                        .orElse("squash");
        try {
            return MergeStrategy.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new Invalid("default_merge_strategy", "is merge, squash or rebase", List.of());
        }
    }

    private Settings settings(Connection stored) {
        return ConnectorRegistry.settings(stored, registry.manifest(stored.connector()));
    }

    private Connection connection(String slug) {
        return store.require(slug, soon());
    }

    /** A step of a host that has its own bound is bounded by that. */
    private static CallContext call(String connection, Duration longest) {
        return new CallContext(
                Deadline.after(longest),
                "watch-" + connection,
                Label.outside(Scope.of(connection)),
                Progress.SILENT);
    }

    private static Deadline soon() {
        return Deadline.after(PATIENCE);
    }
}
