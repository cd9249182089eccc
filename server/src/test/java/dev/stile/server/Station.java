package dev.stile.server;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionOptions;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.SqliteInbox;
import dev.stile.core.policy.Subject;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.ResolvedSecrets;
import dev.stile.core.secret.Secrets;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.HomeSchema;
import dev.stile.flow.webhook.Hints;
import dev.stile.flow.webhook.PresetBook;
import dev.stile.flow.webhook.WebhookAdmin;
import dev.stile.flow.webhook.WebhookEndpoints;
import dev.stile.flow.webhook.WebhookIntake;
import dev.stile.flow.webhook.WebhookPresets;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver that listens, over a real store, and what a sender needs. */
final class Station implements AutoCloseable {
    static final String SECRET = "sluice-gate-secret";

    final Database database;
    final Inbox inbox;
    final WebhookServer server;
    final String path;
    private final SqliteAuditLog audit;

    Station(Path folder, ReceiverOptions options) {
        Clock clock = Clock.systemUTC();
        Home home = new Home(folder.resolve("home")).ensure();
        database = Database.open(home.database(), new HomeSchema(), soon());
        audit = new SqliteAuditLog(database, home, clock, () -> new Random(7));
        ConnectionStore connections = new ConnectionStore(database, audit);
        inbox = new SqliteInbox(database, audit, clock);
        Redactor redactor = new Redactor();
        WebhookPresets presets = new WebhookPresets(PresetBook.shipped());
        Secrets secrets = new ResolvedSecrets(Map.of("HOOK", SECRET));
        WebhookIntake intake = new WebhookIntake(database, inbox, redactor, Hints.none(), clock);
        connect(connections, "hooks", "github-webhook");
        connect(connections, "chat", "slack-webhook");
        WebhookAdmin admin =
                new WebhookAdmin(
                        database,
                        audit,
                        connections,
                        presets,
                        secrets,
                        redactor,
                        intake,
                        "",
                        new Random(11),
                        clock);
        Subject keeper = new Subject.Person("keeper");
        path = admin.add("hooks", Optional.empty(), Optional.empty(), keeper, soon()).text();
        WebhookEndpoints endpoints =
                new WebhookEndpoints(
                        database, connections, presets, secrets, redactor, slug -> true, clock);
        server = WebhookServer.start(endpoints, intake, options);
    }

    private static void connect(ConnectionStore connections, String slug, String connector) {
        connections.make(
                new Connection(
                        new ConnectionSlug(slug),
                        connector,
                        new TreeMap<>(),
                        new TreeMap<>(Map.of("secret", "env:HOOK")),
                        List.of(),
                        Optional.empty(),
                        ConnectionOptions.standard(),
                        "keeper",
                        Clock.systemUTC().instant(),
                        1),
                new Subject.Person("keeper"),
                soon());
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(60));
    }

    /** A request to the receiver, signed as its sender would. */
    HttpRequest.Builder signed(String id, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .header("X-GitHub-Delivery", id)
                .header("X-Hub-Signature-256", signature(body))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpRequest.Builder request(String to) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + to))
                .timeout(Duration.ofSeconds(60));
    }

    static String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256="
                    + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    int port() {
        return server.address().getPort();
    }

    /** Sends bytes as they are, and reads until the receiver closes. */
    String raw(String bytes) throws IOException {
        try (Socket socket = connected()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    Socket connected() throws IOException {
        Socket socket = new Socket("127.0.0.1", port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    int events() {
        return inbox.after(soon(), 0, 100_000).size();
    }

    @Override
    public void close() {
        server.close();
        audit.close();
        database.close();
    }
}
