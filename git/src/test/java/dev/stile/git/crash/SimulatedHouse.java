package dev.stile.git.crash;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.connectors.sim.SimProvider;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.connection.AddressReach;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionOptions;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.GrantedOrigin;
import dev.stile.core.effect.EffectTable;
import dev.stile.core.egress.Caller;
import dev.stile.core.egress.ConnectionEgress;
import dev.stile.core.egress.EgressGate;
import dev.stile.core.egress.LedgerCrossings;
import dev.stile.core.egress.Pause;
import dev.stile.core.egress.address.SystemNames;
import dev.stile.core.egress.wire.SizeLimits;
import dev.stile.core.egress.wire.TimeLimits;
import dev.stile.core.limit.SqliteRateBuckets;
import dev.stile.core.policy.Policy;
import dev.stile.core.policy.Subject;
import dev.stile.core.redact.Redactor;
import dev.stile.core.registry.ConnectorRegistry;
import dev.stile.core.registry.GuardedRecordStore;
import dev.stile.core.registry.JointAuditLog;
import dev.stile.core.registry.Providers;
import dev.stile.core.registry.Session;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.HomeSchema;
import dev.stile.git.clone.PushingRepository;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorIdentity;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.ObjectId;
import dev.stile.git.push.Crossing;
import dev.stile.git.push.PushJournal;
import dev.stile.git.remote.PushOptions;
import dev.stile.git.remote.PushOutcome;
import dev.stile.git.remote.PushRequest;
import dev.stile.git.remote.Reporter;
import dev.stile.git.remote.StopSignal;
import dev.stile.git.surface.MirrorSession;
import dev.stile.git.surface.SessionParts;
import dev.stile.git.sync.SchemaCache;
import dev.stile.git.sync.Tracker;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A home, its gate, and the mirror of one project of a simulator: what one helper process opens.
 */
final class SimulatedHouse implements AutoCloseable {
    static final String TOKEN = "a-token-for-tests";
    private static final Subject PERSON = new Subject.Person("tester");

    final Mirror mirror;
    final MirrorSession session;
    private final Database database;
    private final SqliteAuditLog chain;
    private final JointAuditLog audit;
    private final ConnectionEgress egress;

    SimulatedHouse(Path folder, URI simulator, String project, PrintStream people) {
        Home home = new Home(folder).ensure();
        database =
                Database.open(
                        home.database(), new HomeSchema(), Deadline.after(Duration.ofSeconds(60)));
        chain = new SqliteAuditLog(database, home, Clock.systemUTC(), SecureRandom::new);
        audit = new JointAuditLog(chain);
        egress =
                new ConnectionEgress(
                        new EgressGate(
                                "0.1",
                                new Caller(AuditOrigin.PUSH, "tester"),
                                new LedgerCrossings(
                                        database,
                                        audit,
                                        new SqliteRateBuckets(database, home, Clock.systemUTC())),
                                new SystemNames(),
                                (reference, wanted, deadline) ->
                                        SecureValue.takeFrom(TOKEN.toCharArray()),
                                new Redactor(),
                                Clock.systemUTC(),
                                RandomGenerator.of("Random"),
                                Pause.real(),
                                TimeLimits.standard(),
                                SizeLimits.standard()));
        ConnectorRegistry registry =
                new ConnectorRegistry(
                        onlySimulator(),
                        egress,
                        audit,
                        text -> text,
                        (message, remote) -> {},
                        Clock.systemUTC(),
                        Policy::defaults);
        GuardedRecordStore store = registry.records(connection(simulator), Session.ofPush(PERSON));
        Home.ensureFolder(home.mirrors());
        ProjectRef reference = new ProjectRef(project);
        mirror =
                Mirror.open(
                        home.mirrors(),
                        new MirrorIdentity("sim", reference),
                        GitEnvironment.forMirror(System.getenv()));
        Label label = Label.outside(Scope.of("sim", project));
        SchemaCache.kept(mirror.state())
                .ifPresent(
                        schema -> store.schemas().remember(reference, Tainted.of(schema, label)));
        Crossing crossing =
                new Crossing(AuditOrigin.PUSH, "tester", "sim", project, "session-of-a-test");
        Tracker tracker =
                new Tracker(
                        store,
                        reference,
                        () ->
                                new CallContext(
                                        Deadline.after(Duration.ofSeconds(60)),
                                        "session-of-a-test",
                                        label,
                                        Progress.SILENT));
        PushJournal journal =
                new PushJournal(
                        new EffectTable(database, audit, Clock.systemUTC()), crossing, mirror);
        session =
                new MirrorSession(
                        mirror,
                        new SessionParts(
                                () -> tracker,
                                () -> journal,
                                () -> audit,
                                () -> 0,
                                crossing,
                                label,
                                MirrorOptions.standard(),
                                Clock.systemUTC(),
                                SimulatedHouse::newKey),
                        new Reporter(people, false, 1));
    }

    /** What the helper does for {@code git push}. */
    PushOutcome push(Path clone) {
        PushingRepository repository =
                PushingRepository.inFolder(
                        clone,
                        Map.of("PATH", System.getenv("PATH"), "HOME", clone.toString()),
                        "origin");
        ObjectId tip =
                ObjectId.parse(
                        Git.inFolder(clone, GitEnvironment.forMirror(System.getenv()))
                                .text("rev-parse", "HEAD"));
        ObjectId answered = repository.tracking().orElseThrow();
        return session.push(
                new PushRequest(
                        repository,
                        tip,
                        List.of(answered),
                        Optional.of(answered),
                        false,
                        false,
                        PushOptions.NONE,
                        new StopSignal()));
    }

    @Override
    public void close() {
        session.close();
        egress.close();
        audit.close();
        chain.close();
        database.close();
    }

    private static String newKey() {
        byte[] key = new byte[16];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    private static Providers onlySimulator() {
        ConnectorProvider provider = new SimProvider();
        return new Providers() {
            @Override
            public List<ConnectorProvider> all() {
                return List.of(provider);
            }

            @Override
            public Optional<ConnectorProvider> find(String slug) {
                return slug.equals("sim") ? Optional.of(provider) : Optional.empty();
            }
        };
    }

    private static Connection connection(URI simulator) {
        String origin = "http://127.0.0.1:" + simulator.getPort();
        return new Connection(
                new ConnectionSlug("sim"),
                "sim",
                new TreeMap<>(Map.of("base_url", simulator.toString())),
                new TreeMap<>(Map.of("token", "env:TOKEN")),
                List.of(
                        new GrantedOrigin(
                                origin, AddressReach.LOOPBACK, true, "tester", Instant.EPOCH)),
                Optional.empty(),
                ConnectionOptions.standard(),
                "tester",
                Instant.EPOCH,
                1);
    }
}
