package dev.stile.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.GitHostBlock;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.Operation;
import dev.stile.api.label.Label;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.connection.AddressReach;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionOptions;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.GrantedOrigin;
import dev.stile.core.effect.EffectTable;
import dev.stile.core.lease.Holder;
import dev.stile.core.policy.Policy;
import dev.stile.core.policy.Subject;
import dev.stile.core.redact.Redactor;
import dev.stile.core.registry.ConnectorRegistry;
import dev.stile.core.registry.JointAuditLog;
import dev.stile.core.registry.Providers;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.hosting.service.Asking;
import dev.stile.hosting.service.CodeHosts;
import dev.stile.hosting.service.HostParts;
import dev.stile.hosting.service.HostPlaces;
import dev.stile.testkit.time.TestClock;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A home with one connection to a {@link Forge}, and a clock that a test moves. */
public final class HostWorld implements AutoCloseable {
    public static final Subject ADA = new Subject.Person("ada");
    public static final String SECRET = "s3cret/t0ken+of~ada-0123456789";

    public final TestClock clock;
    public final Forge forge;
    public final Home home;
    public final Database database;
    public final JointAuditLog audit;
    public final EffectTable effects;
    public final Redactor redactor = new Redactor();
    public final List<Duration> pauses = new ArrayList<>();
    public final ConnectorRegistry registry;
    public final CodeHosts hosts;
    public final HostParts parts;
    public ConnectionOptions options = ConnectionOptions.standard();
    public Policy policy = Policy.defaults();
    public Set<Operation.ActionClass> classes = EnumSet.allOf(Operation.ActionClass.class);

    /** Where its people have their names. */
    public String channel = "forge";

    /** Where every name leads. */
    public String address = "192.0.2.1";

    public Set<Facet> facets = Set.of(Facet.PULL_REQUESTS);

    public HostWorld(Path folder) {
        this(folder, TestClock.at("2026-05-04T06:00:00Z"));
    }

    public HostWorld(Path folder, TestClock clock) {
        this(folder, clock, new Forge(clock, folder), Holder.self());
    }

    public HostWorld(Path folder, TestClock clock, Forge forge, Holder self) {
        this.clock = clock;
        this.forge = forge;
        home = TestHome.in(folder);
        database = TestHome.open(home);
        audit = new JointAuditLog(new SqliteAuditLog(database, home, clock, () -> new Random(7)));
        effects = new EffectTable(database, audit, clock);
        parts =
                new HostParts(
                        home,
                        database,
                        effects,
                        audit,
                        () -> policy,
                        (reference, wanted, deadline) -> SecureValue.takeFrom(SECRET.toCharArray()),
                        (host, deadline) -> List.of(InetAddress.getByName(address)),
                        redactor,
                        clock,
                        pauses::add,
                        java.security.SecureRandom::new,
                        self,
                        new HostPlaces());
        registry =
                new ConnectorRegistry(
                        providers(),
                        (connection, manifest, settings) ->
                                (request, call) -> {
                                    throw new AssertionError("no request leaves here");
                                },
                        audit,
                        redactor::clean,
                        (message, remote) -> {},
                        clock,
                        () -> policy);
        hosts = new CodeHosts(registry, parts, (connection, deadline) -> {});
    }

    private Providers providers() {
        ConnectorProvider provider =
                new ConnectorProvider() {
                    @Override
                    public Manifest manifest() {
                        return HostWorld.this.manifest();
                    }

                    @Override
                    public Connector open(ConnectorContext context) {
                        ScriptedHost host = new ScriptedHost(context, forge);
                        return new Connector() {
                            @Override
                            public Optional<GitHost> gitHost() {
                                return Optional.of(host);
                            }
                        };
                    }
                };
        return new Providers() {
            @Override
            public List<ConnectorProvider> all() {
                return List.of(provider);
            }

            @Override
            public Optional<ConnectorProvider> find(String slug) {
                return Optional.of(provider);
            }
        };
    }

    private Manifest manifest() {
        return Manifest.of("forge", "1.0.0", "A code host")
                .facets(facets)
                .gitHost(GitHostBlock.of("forge").doing(classes).inChannel(channel))
                .settings(List.of(SettingSpec.address("web_url", "where it is")))
                .secrets(
                        List.of(
                                new SecretSpec(
                                        "token",
                                        "its key",
                                        true,
                                        new SecretPlacement.Header("Authorization", "Bearer "))))
                .build();
    }

    public Connection connection(String slug) {
        return connection(slug, Map.of("web_url", "https://code.example"));
    }

    public Connection connection(String slug, Map<String, String> settings) {
        return new Connection(
                new ConnectionSlug(slug),
                "forge",
                new TreeMap<>(settings),
                new TreeMap<>(Map.of("token", "env:KEY")),
                List.of(
                        new GrantedOrigin(
                                "https://code.example",
                                AddressReach.PUBLIC,
                                false,
                                "ada",
                                Instant.EPOCH)),
                Optional.empty(),
                options,
                "ada",
                Instant.EPOCH,
                1);
    }

    public GitHost host(Subject subject) {
        return hosts.open(connection("work"), Asking.of(subject));
    }

    /** The same from another process, which knows of no call of this one but by the store. */
    public GitHost elsewhere(Asking asking) {
        HostParts theirs =
                new HostParts(
                        home,
                        database,
                        effects,
                        audit,
                        parts.policies(),
                        parts.secrets(),
                        parts.names(),
                        redactor,
                        clock,
                        parts.pause(),
                        parts.randomness(),
                        parts.self(),
                        new HostPlaces());
        return new CodeHosts(registry, theirs, (connection, deadline) -> {})
                .open(connection("work"), asking);
    }

    public static CallContext call() {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(60)), "c-1", Label.ofUser(), Progress.SILENT);
    }

    /** Rows of the connection, oldest first: verb, phase, target, outcome. */
    public List<String> rows() {
        audit.flush(TestHome.soon());
        return new AuditSearch(database)
                        .newest(
                                AuditFilter.everything().connection("work"),
                                Long.MAX_VALUE,
                                200,
                                TestHome.soon())
                        .reversed()
                        .stream()
                        .map(
                                row ->
                                        row.verb()
                                                + " "
                                                + row.phase()
                                                + " "
                                                + row.target().orElse("-")
                                                + " "
                                                + row.outcome().orElse("-"))
                        .toList();
    }

    /** From now on no row of that table can be changed so, as if the disk were full. */
    public void refuse(String change, String table) {
        database.transaction(
                TestHome.soon(),
                transaction ->
                        transaction.update(
                                "CREATE TRIGGER refuses_"
                                        + table
                                        + " BEFORE "
                                        + change
                                        + " ON "
                                        + table
                                        + " BEGIN SELECT RAISE(ABORT, 'no room'); END"));
    }

    /** There is room again. */
    public void allow(String table) {
        database.transaction(
                TestHome.soon(),
                transaction -> transaction.update("DROP TRIGGER refuses_" + table));
    }

    /** States of all writes, oldest first. */
    public List<String> effects() {
        return database.read(
                TestHome.soon(),
                transaction ->
                        transaction.list(
                                "SELECT state FROM effect ORDER BY id LIMIT 1000",
                                row -> row.text(1)));
    }

    @Override
    public void close() {
        audit.close();
        database.close();
    }
}
