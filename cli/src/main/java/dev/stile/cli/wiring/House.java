package dev.stile.cli.wiring;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.Manifest;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.bell.Bell;
import dev.stile.core.connection.AcceptedVariables;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.effect.EffectTable;
import dev.stile.core.egress.Caller;
import dev.stile.core.egress.ConnectionEgress;
import dev.stile.core.egress.CountedCrossings;
import dev.stile.core.egress.EgressGate;
import dev.stile.core.egress.LedgerCrossings;
import dev.stile.core.egress.Pause;
import dev.stile.core.egress.address.Names;
import dev.stile.core.egress.address.RememberedNames;
import dev.stile.core.egress.address.SystemNames;
import dev.stile.core.egress.wire.SizeLimits;
import dev.stile.core.egress.wire.TimeLimits;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.LettingGo;
import dev.stile.core.inbox.SqliteInbox;
import dev.stile.core.limit.BucketKey;
import dev.stile.core.limit.Quota;
import dev.stile.core.limit.SqliteRateBuckets;
import dev.stile.core.redact.Redactor;
import dev.stile.core.registry.ConnectorRegistry;
import dev.stile.core.registry.JoinedProviders;
import dev.stile.core.registry.JointAuditLog;
import dev.stile.core.registry.ManifestCheck;
import dev.stile.core.registry.Providers;
import dev.stile.core.registry.ServiceProviders;
import dev.stile.core.secret.ResolvedSecrets;
import dev.stile.core.secret.Secrets;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.HomeSchema;
import dev.stile.flow.policy.PolicyFile;
import dev.stile.hosting.service.HostPlaces;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The parts of the gate, each made when it is first asked for. Any thread may call; closed by
 * whoever made it.
 */
public final class House implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Providers NONE = new JoinedProviders(List.of());

    private final Surroundings around;
    private final Home home;
    private final AuditOrigin origin;
    private final ConnectorLog log;
    private final Providers registered;
    private final Redactor redactor;
    private final ResolvedSecrets secrets;
    private final Bell arrivals = new Bell();
    private volatile LettingGo.Told letGo = (transaction, connection) -> {};
    private final Names names;
    private final Lazy<Database> database = new Lazy<>(this::openDatabase);
    private final Lazy<SqliteAuditLog> chain = new Lazy<>(this::openChain);
    private final Lazy<JointAuditLog> audit = new Lazy<>(() -> new JointAuditLog(chain()));
    private final Lazy<SqliteRateBuckets> buckets = new Lazy<>(this::openBuckets);
    private final Lazy<CountedCrossings> crossings = new Lazy<>(this::openCrossings);
    private final Lazy<ConnectionEgress> egress = new Lazy<>(this::openEgress);
    private final Lazy<HostPlaces> hostPlaces = new Lazy<>(HostPlaces::new);
    private final ServiceProviders shipped;
    private final Lazy<ConnectorRegistry> registry = new Lazy<>(this::openRegistry);

    /**
     * @param origin what kind of thing asks, as audit rows of requests name it
     * @param redactor learns every secret that is used
     * @param log where connectors say something for people
     */
    public House(Surroundings around, AuditOrigin origin, Redactor redactor, ConnectorLog log) {
        this(around, origin, redactor, log, NONE);
    }

    /**
     * @param registered connectors that the user registered; they come before those that ship
     */
    public House(
            Surroundings around,
            AuditOrigin origin,
            Redactor redactor,
            ConnectorLog log,
            Providers registered) {
        this(around, origin, redactor, log, registered, ManifestCheck.NONE);
    }

    /**
     * @param check what has to hold of a connector that ships; git's helper, which may load nothing
     *     of the event side, goes without
     */
    public House(
            Surroundings around,
            AuditOrigin origin,
            Redactor redactor,
            ConnectorLog log,
            Providers registered,
            ManifestCheck check) {
        this.around = around;
        this.names = new RememberedNames(new SystemNames(), around.nanos());
        this.home = around.home();
        this.origin = origin;
        this.redactor = redactor;
        this.log = log;
        this.registered = registered;
        this.shipped = new ServiceProviders(House.class.getClassLoader(), check);
        this.secrets = new ResolvedSecrets(around.environment());
    }

    public Surroundings around() {
        return around;
    }

    public Home home() {
        return home;
    }

    public Redactor redactor() {
        return redactor;
    }

    /** What requests carry: of a connection that has a key, the token that it is exchanged for. */
    public Secrets credentials() {
        return egress.get().credentials();
    }

    public ResolvedSecrets secrets() {
        return secrets;
    }

    public Names names() {
        return names;
    }

    /** Whether anything was kept for this user yet. Makes nothing. */
    public boolean isFurnished() {
        return Files.exists(home.database());
    }

    /** The store of the home, made if there is none. */
    public Database database() {
        return database.get();
    }

    /** The audit log in which rows may wait for the next one. */
    public JointAuditLog audit() {
        return audit.get();
    }

    /** How many requests left so far. */
    public long requests() {
        return crossings.ifMade().map(counted -> counted.traffic().requests()).orElse(0L);
    }

    /** How many of them left with the credentials of a connection. */
    public long requests(Connection connection) {
        Manifest manifest = registry().manifest(connection.connector());
        return ConnectionEgress.budgets(
                        connection, manifest, ConnectorRegistry.settings(connection, manifest))
                .stream()
                .map(BucketKey::identity)
                .findFirst()
                .flatMap(identity -> crossings.ifMade().map(counted -> counted.requests(identity)))
                .orElse(0L);
    }

    public ConnectorRegistry registry() {
        return registry.get();
    }

    /** Connectors on the class path, loaded once for all who ask. Asks the store nothing. */
    public Providers shipped() {
        return shipped;
    }

    /** Where calls to code hosts wait for each other. */
    public HostPlaces hostPlaces() {
        return hostPlaces.get();
    }

    public ConnectionStore connections() {
        return new ConnectionStore(database(), audit());
    }

    /** Secrets that a person let stand in the environment of a program. */
    public AcceptedVariables acceptedVariables() {
        return new AcceptedVariables(database(), audit());
    }

    /** Where events come in. */
    public Inbox inbox() {
        return new SqliteInbox(database(), audit(), around.clock(), arrivals, letGo);
    }

    /** Tells who is to know that a connection keeps no more; git's program has nobody. */
    public void tellOfLettingGo(LettingGo.Told told) {
        letGo = told;
    }

    /** Rung when this process stored events. */
    public Bell arrivals() {
        return arrivals;
    }

    public EffectTable effects() {
        return new EffectTable(database(), audit(), around.clock());
    }

    /** A connection that must be there. Makes no home where there is none. */
    public Connection connection(String name) {
        if (!isFurnished()) {
            throw ConnectionStore.unknown(name, List.of());
        }
        return connections().require(name, patience());
    }

    /** All connections, by name. Makes no home where there is none. */
    public List<Connection> allConnections() {
        return isFurnished() ? connections().all(patience()) : List.of();
    }

    /** What is known of each limit of each server that a connection is made for. */
    public Map<BucketKey, Quota> quotas(Connection connection) {
        Manifest manifest = registry().manifest(connection.connector());
        Map<BucketKey, Quota> quotas = new LinkedHashMap<>();
        ConnectionEgress.budgets(
                        connection, manifest, ConnectorRegistry.settings(connection, manifest))
                .forEach(key -> quotas.putAll(buckets.get().knownApart(patience(), key)));
        return quotas;
    }

    /** Why a connection's own servers may not be reached, one sentence each. */
    public List<String> refusedOrigins(Connection connection) {
        Manifest manifest = registry().manifest(connection.connector());
        return ConnectionEgress.refusedOrigins(
                connection, manifest, ConnectorRegistry.settings(connection, manifest));
    }

    /** What has left and come back so far. */
    public CountedCrossings.Traffic traffic() {
        return crossings.get().traffic();
    }

    /** How long the store may keep a caller waiting. */
    public static Deadline patience() {
        return Deadline.after(PATIENCE);
    }

    /** Keeps the head of the audit log now. */
    public void keepAuditHead() {
        chain().keepHead(patience());
    }

    private SqliteAuditLog chain() {
        return chain.get();
    }

    private Database openDatabase() {
        // Nobody opens it without a name, also where only some of what follows asks for it.
        around.subject();
        home.ensure();
        return Database.open(home.database(), new HomeSchema(), patience());
    }

    private SqliteAuditLog openChain() {
        return new SqliteAuditLog(database(), home, around.clock(), SecureRandom::new);
    }

    private SqliteRateBuckets openBuckets() {
        return new SqliteRateBuckets(database(), home, around.clock());
    }

    private CountedCrossings openCrossings() {
        return new CountedCrossings(new LedgerCrossings(database(), audit(), buckets.get()));
    }

    private ConnectionEgress openEgress() {
        return new ConnectionEgress(
                new EgressGate(
                        around.version().get(),
                        new Caller(caller(), around.subject().actor()),
                        crossings.get(),
                        names,
                        secrets,
                        redactor,
                        around.clock(),
                        new SplittableRandom(),
                        Pause.real(),
                        TimeLimits.standard(),
                        SizeLimits.standard()));
    }

    /** A command is its person's, unless it is an agent's. */
    private AuditOrigin caller() {
        return origin == AuditOrigin.PERSON ? around.subject().origin() : origin;
    }

    private ConnectorRegistry openRegistry() {
        return new ConnectorRegistry(
                new JoinedProviders(List.of(registered, shipped)),
                egress.get(),
                audit(),
                redactor::clean,
                log,
                around.clock(),
                new PolicyFile(home));
    }

    /**
     * Writes what the log still owes, then lets go of everything: what one part cannot do stops
     * none of the others.
     */
    @Override
    public void close() {
        try (Closing _ = () -> database.take().ifPresent(Database::close);
                Closing _ = () -> chain.take().ifPresent(SqliteAuditLog::close);
                Closing _ = () -> audit.take().ifPresent(JointAuditLog::close)) {
            egress.take().ifPresent(ConnectionEgress::close);
        }
    }

    private interface Closing extends AutoCloseable {
        @Override
        void close();
    }
}
