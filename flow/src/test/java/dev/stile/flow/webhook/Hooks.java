package dev.stile.flow.webhook;

import dev.stile.api.call.Deadline;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionOptions;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.SqliteInbox;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.policy.Subject;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.ResolvedSecrets;
import dev.stile.core.secret.Secrets;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.HomeSchema;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A real store with receivers, and a clock that a test moves. */
final class Hooks implements AutoCloseable {
    static final Subject KEEPER = new Subject.Person("keeper");
    static final String SECRET = "sluice-gate-secret";
    static final String NEXT_SECRET = "next-gate-secret";

    final Database database;
    final SqliteAuditLog audit;
    final ConnectionStore connections;
    final Inbox inbox;
    final Redactor redactor = new Redactor();
    final WebhookPresets presets = new WebhookPresets(PresetBook.shipped());
    final List<String> hinted = new ArrayList<>();
    final WebhookIntake intake;
    final WebhookEndpoints endpoints;
    final WebhookAdmin admin;
    private final Hand clock = new Hand();

    Hooks(Path folder) {
        Home home = new Home(folder.resolve("home")).ensure();
        database = Database.open(home.database(), new HomeSchema(), soon());
        audit = new SqliteAuditLog(database, home, clock, () -> new Random(7));
        connections = new ConnectionStore(database, audit);
        inbox = new SqliteInbox(database, audit, clock);
        intake =
                new WebhookIntake(
                        database,
                        inbox,
                        redactor,
                        (connection, about) -> hinted.add(connection + " " + text(about)),
                        clock);
        Secrets secrets =
                new ResolvedSecrets(
                        Map.of("HOOK", SECRET, "NEXT", NEXT_SECRET, "WHSEC", "whsec_c2x1aWNl"));
        endpoints =
                new WebhookEndpoints(
                        database, connections, presets, secrets, redactor, slug -> true, clock);
        admin =
                new WebhookAdmin(
                        database,
                        audit,
                        connections,
                        presets,
                        secrets,
                        redactor,
                        intake,
                        "https://hooks.example",
                        new Random(11),
                        clock);
    }

    private static String text(Optional<Tainted<String>> about) {
        return about.orElseThrow().sanitise(Sanitizers.<String>sqlParameter(each -> each)).value();
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(60));
    }

    void connect(String slug, String connector, Map<String, String> settings) {
        connections.make(
                new Connection(
                        new ConnectionSlug(slug),
                        connector,
                        new TreeMap<>(settings),
                        new TreeMap<>(Map.of("secret", "env:HOOK")),
                        List.of(),
                        Optional.empty(),
                        ConnectionOptions.standard(),
                        "keeper",
                        clock.instant(),
                        1),
                KEEPER,
                soon());
    }

    /** Makes the receiver of a connection, and gives the token of its address. */
    String add(String slug, Optional<String> preset) {
        return token(admin.add(slug, preset, Optional.empty(), KEEPER, soon()));
    }

    static String token(WebhookAddress address) {
        return address.text().substring(address.text().lastIndexOf('/') + 1);
    }

    Received take(String slug, String token, RawDelivery delivery) {
        return intake.take(endpoints.find(slug, token, soon()).orElseThrow(), delivery, soon());
    }

    List<StoredEvent> events() {
        return inbox.after(soon(), 0, 10_000);
    }

    int rows(String verb) {
        return new AuditSearch(database)
                .newest(AuditFilter.everything().verb(verb), Long.MAX_VALUE, 1_000, soon())
                .size();
    }

    /** How often a secret stood in what a connection told. */
    Optional<Long> mark(String slug) {
        return database.read(
                soon(),
                transaction ->
                        transaction.first(
                                "SELECT times FROM secret_mark WHERE connection = ?",
                                row -> row.number(1),
                                slug));
    }

    Instant now() {
        return clock.instant();
    }

    void pass(Duration duration) {
        clock.now = clock.now.plus(duration);
    }

    @Override
    public void close() {
        audit.close();
        database.close();
    }

    private static final class Hand extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
