package dev.stile.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Tainted;
import dev.stile.cli.flow.FlowHouse;
import dev.stile.cli.flow.RegisteredConnectors;
import dev.stile.cli.wiring.House;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.connection.ConnectRequest;
import dev.stile.core.connection.Connecting;
import dev.stile.core.egress.ResolvingInspector;
import dev.stile.core.policy.Subject;
import dev.stile.core.redact.Redactor;
import dev.stile.flow.outbox.Approvals;
import dev.stile.flow.outbox.Entry;
import dev.stile.flow.outbox.Proposal;
import dev.stile.simulator.Simulator;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A home whose daemon runs in this process until it is closed. */
final class DaemonHome implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Subject ADA = new Subject.Person("ada");

    private final Path folder;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final RegisteredConnectors connectors;
    private final House house;
    private final FlowHouse flow;
    private @Nullable Thread running;
    private @Nullable Daemon daemon;

    DaemonHome(Path folder) {
        this.folder = folder;
        Surroundings around =
                new Surroundings(
                        Map.of(
                                "PATH",
                                System.getenv("PATH"),
                                "STILE_HOME",
                                folder.resolve("home").toString()),
                        folder,
                        folder,
                        "ada",
                        Clock.systemUTC(),
                        () -> "0-test");
        this.connectors = new RegisteredConnectors(this::house);
        this.house =
                new House(
                        around,
                        AuditOrigin.DAEMON,
                        new Redactor(),
                        (message, remote) -> {},
                        connectors);
        this.flow = new FlowHouse(house, connectors, (message, remote) -> {}, notice -> {});
    }

    House house() {
        return house;
    }

    FlowHouse flow() {
        return flow;
    }

    /** What its loops failed with. */
    List<String> failures() {
        return failures;
    }

    static Deadline soon() {
        return Deadline.after(PATIENCE);
    }

    /** A reference to a file that its owner alone can read. */
    String secret(String value) throws IOException {
        return secret("token", value);
    }

    String secret(String name, String value) throws IOException {
        return secret(folder, name, value);
    }

    /** The same in another folder. */
    private static String secret(Path folder, String name, String value) throws IOException {
        Path file =
                Files.createFile(
                        folder.resolve(name),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        return "file:" + Files.writeString(file, value);
    }

    void connect(
            String connector,
            String connection,
            Map<String, String> settings,
            Map<String, String> secrets) {
        ConnectRequest request =
                new ConnectRequest(
                        connector,
                        connection,
                        settings,
                        secrets,
                        List.of(),
                        false,
                        false,
                        Optional.empty(),
                        List.of());
        house.connections()
                .make(
                        new Connecting(
                                        new ResolvingInspector(house.names()),
                                        Clock.systemUTC(),
                                        house.registry()::faults)
                                .prepare(
                                        house.registry().manifest(connector),
                                        request,
                                        Optional.empty(),
                                        ADA),
                        ADA,
                        soon());
    }

    /** A connection to a tracker, ready to be used. */
    void connectSim(String name, Simulator tracker) throws IOException {
        connectSim(name, tracker, Map.of());
    }

    /** The same with options of its own. */
    void connectSim(String name, Simulator tracker, Map<String, String> options)
            throws IOException {
        Map<String, String> settings = new TreeMap<>(options);
        settings.put("base_url", tracker.baseUri().toString());
        Path own = Files.createDirectory(folder.resolve(name));
        connect("sim", name, settings, Map.of("token", secret(own, "token", tracker.adminToken())));
        flow.probing().probe(house.connection(name), new Subject.Daemon(), soon());
    }

    /** A comment on a record of the demo, to which a person said yes. */
    Entry approvedComment(String connection, String text) {
        Entry waiting = proposedComment(connection, text);
        return flow.approvals()
                .approve(
                        soon(),
                        new Subject.Person("grace"),
                        new Approvals.Seen(
                                waiting.id(), waiting.version(), waiting.contentSha256()));
    }

    /** The same before anybody said so. */
    Entry proposedComment(String connection, String text) {
        Json.JsonObject input =
                Json.object().put("project", "demo").put("id", "3").put("text", text).build();
        long id =
                flow.outbox()
                        .propose(
                                soon(),
                                new Proposal(
                                        new Subject.Rule("says"),
                                        connection,
                                        "comment",
                                        Tainted.of(input, Label.ofUser()),
                                        new IdempotencyKey(connection + "-" + text),
                                        Optional.empty(),
                                        false,
                                        List.of(),
                                        new TreeMap<>()))
                        .id();
        return flow.journal().find(soon(), id).orElseThrow();
    }

    /** Starts the daemon, and returns when it is ready. */
    void run() throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(1);
        Daemon begun =
                new Daemon(
                        flow,
                        Clock.systemUTC(),
                        0,
                        stop,
                        failed -> failures.add(failed.loop() + ": " + failed.error()));
        running = Thread.ofPlatform().start(() -> begun.run(ready::countDown));
        daemon = begun;
        assertThat(ready.await(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Where it receives webhooks, once it does. */
    Optional<InetSocketAddress> receives() {
        return daemon == null ? Optional.empty() : daemon.receives();
    }

    /** Sends a delivery as a code host does; status and answer. */
    String deliver(String address, String id, String body, String secret) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + receives().orElseThrow().getPort()
                                                            + address))
                                    .timeout(PATIENCE)
                                    .header("Content-Type", "application/json")
                                    .header("X-GitHub-Delivery", id)
                                    .header(
                                            "X-Hub-Signature-256",
                                            "sha256=" + HexFormat.of().formatHex(signature))
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException | GeneralSecurityException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Tells the daemon to stop and waits until what is in hand is done; the home stays open. */
    void stop() {
        stop.countDown();
        Thread begun = running;
        try {
            if (begun != null) {
                begun.join(PATIENCE);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        flow.close();
        connectors.close();
        house.close();
    }
}
