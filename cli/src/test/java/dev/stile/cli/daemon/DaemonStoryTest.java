package dev.stile.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.api.value.ProjectRef;
import dev.stile.cli.flow.FlowHouse;
import dev.stile.cli.flow.RegisteredConnectors;
import dev.stile.cli.wiring.House;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.change.SeenRecords;
import dev.stile.core.connection.ConnectRequest;
import dev.stile.core.connection.Connecting;
import dev.stile.core.effect.EffectState;
import dev.stile.core.egress.ResolvingInspector;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Subject;
import dev.stile.core.redact.Redactor;
import dev.stile.flow.connection.Position;
import dev.stile.flow.delivery.DeliveryFilter;
import dev.stile.flow.outbox.Approvals;
import dev.stile.flow.outbox.Entry;
import dev.stile.flow.skeleton.Skeleton;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The whole way of an event, with a real tracker on the other side of a real wire. */
final class DaemonStoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Subject ADA = new Subject.Person("ada");

    private static final String RULE =
            """
            slug: urgent-first
            source: { connections: [work], kinds: [record.updated] }
            where: { path: { query: "$.record.priority", eq: urgent } }
            do:
              connector_act:
                connection: work
                action: comment
                input: { project: "demo", id: "{{ /source/item }}", text: "Seen: {{ /message }}" }
            """;

    private static final String LOG_RULE =
            """
            slug: urgent-log
            source: { connections: [work], kinds: [record.updated] }
            where: { path: { query: "$.record.priority", eq: urgent } }
            do: { file_append: { file: urgent.txt, format: text, content: "{{ /message }}" } }
            """;

    @TempDir Path folder;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private Simulator simulator;
    private RegisteredConnectors connectors;
    private House house;
    private FlowHouse flow;
    private Thread running;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorOptions.empty().withDemo());
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
        connectors = new RegisteredConnectors(() -> house);
        house =
                new House(
                        around,
                        AuditOrigin.DAEMON,
                        new Redactor(),
                        (message, remote) -> {},
                        connectors);
        flow = new FlowHouse(house, connectors, (message, remote) -> {}, notice -> {});
        connect();
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        stop.countDown();
        if (running != null) {
            running.join(PATIENCE);
        }
        flow.close();
        connectors.close();
        house.close();
        simulator.close();
    }

    private void connect() throws IOException {
        Path token = folder.resolve("token");
        Files.createFile(
                token,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, simulator.adminToken());
        make(
                "sim",
                "work",
                Map.of("base_url", simulator.baseUri().toString(), "poll_every", "PT0.2S"),
                Map.of("token", "file:" + token));
    }

    private void make(
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
                        new Connecting(new ResolvingInspector(house.names()), Clock.systemUTC())
                                .prepare(
                                        house.registry().manifest(connector),
                                        request,
                                        Optional.empty(),
                                        ADA),
                        ADA,
                        soon());
    }

    private void approve(Entry waiting) {
        flow.approvals()
                .approve(
                        soon(),
                        new Subject.Person("grace"),
                        new Approvals.Seen(
                                waiting.id(),
                                waiting.effect().version(),
                                waiting.effect().draft().contentSha256()));
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(60));
    }

    private void runDaemon() throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(1);
        Daemon daemon =
                new Daemon(
                        flow,
                        Clock.systemUTC(),
                        0,
                        stop,
                        failed -> failures.add(failed.loop() + ": " + failed.error()));
        running = Thread.ofPlatform().start(() -> daemon.run(ready::countDown));
        assertThat(ready.await(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Looks again and again until it is there. */
    private <T> T await(String what, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.onSpinWait();
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError(
                what
                        + " did not come; failures: "
                        + failures
                        + "; events: "
                        + house.inbox().after(soon(), 0, 100)
                        + "; deliveries: "
                        + flow.deliveries()
                                .list(soon(), DeliveryFilter.everything(), Long.MAX_VALUE, 100)
                        + "; entries: "
                        + flow.journal().list(soon(), List.of(), 100));
    }

    /** The stream looked once, so that what comes now is a change. */
    private void awaitFirstLook() {
        await(
                "the first look",
                () ->
                        new SeenRecords(house.database())
                                .cursor(soon(), "work", new ProjectRef("demo")));
    }

    private void makeUrgent(String id) {
        simulator
                .controls()
                .change(
                        "demo",
                        id,
                        Json.object()
                                .put("set", Json.object().put("priority", "urgent").build())
                                .build());
    }

    private Optional<Entry> entry(EffectState state) {
        return flow.journal().list(soon(), List.of(state), 10).stream().findFirst();
    }

    /** The file is there before its first line is. */
    private static Optional<String> written(Path file) {
        try {
            return Optional.of(Files.exists(file) ? Files.readString(file) : "")
                    .filter(text -> text.endsWith("\n"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private long comments() {
        return simulator.controls().requests().stream()
                .filter(request -> request.method().equals("POST"))
                .filter(request -> request.path().endsWith("/comments"))
                .count();
    }

    @Test
    @Proves({"FL-54", "FL-61", "FL-65", "FL-88"})
    void anUrgentRecordIsCommentedOnOnceAPersonSaidYes() throws InterruptedException, IOException {
        flow.rules().add(soon(), ADA, RULE);
        flow.rules().add(soon(), ADA, LOG_RULE);
        runDaemon();
        awaitFirstLook();

        makeUrgent("3");

        Entry waiting = await("a proposal", () -> entry(EffectState.PROPOSED));
        assertThat(comments()).as("nothing is sent before a person said yes").isZero();
        approve(waiting);
        Entry sent = await("the comment", () -> entry(EffectState.DONE));
        assertThat(sent.id()).isEqualTo(waiting.id());
        assertThat(comments()).isEqualTo(1);
        Path log = folder.resolve("home/rules/urgent-log/urgent.txt");
        assertThat(await("the line", () -> written(log))).hasLineCount(1);
        assertThat(failures).isEmpty();
    }

    @Test
    @Proves({"FL-30", "FL-42", "FL-72"})
    void aProgramThatIsRegisteredTellsEventsAndIsAskedToAct()
            throws IOException, InterruptedException {
        Path program = folder.resolve("pond");
        Path water = Files.createFile(folder.resolve("water.txt"));
        Path gate = folder.resolve("gate.jsonl");
        Skeleton.PYTHON.writeTo(program);
        flow.templates()
                .add(
                        Files.readAllBytes(program.resolve("template.yaml")),
                        program,
                        Set.of(),
                        ADA,
                        soon());
        make(
                "file-lines",
                "pond",
                Map.of("source", water.toString(), "sink", gate.toString()),
                Map.of());
        flow.rules()
                .add(
                        soon(),
                        ADA,
                        """
                        slug: open-gate
                        source: { connections: [pond] }
                        where: { regex: { field: /message, pattern: "level 2[.][4-9]" } }
                        do: { connector_act: { connection: pond, action: append, input: { text: "{{ /message }}" } } }
                        """);
        flow.positions()
                .set(
                        house.connection("pond"),
                        new Position.Beginning(),
                        "the whole file is wanted",
                        ADA,
                        soon());
        runDaemon();
        Files.writeString(water, "level 2.30\nlevel 2.46\n", StandardOpenOption.APPEND);

        Entry waiting = await("a proposal", () -> entry(EffectState.PROPOSED));
        approve(waiting);
        await("the effect", () -> entry(EffectState.DONE));

        assertThat(Files.readAllLines(gate)).singleElement().asString().contains("level 2.46");
        assertThat(house.inbox().after(soon(), 0, 100))
                .filteredOn(event -> event.connection().equals("pond"))
                .hasSize(2);
        assertThat(failures).isEmpty();
    }

    @Test
    @Proves("FL-39")
    void aSecondDaemonOnAHomeIsRefusedAndSaysWhoHoldsIt() {
        try (DaemonLock first = DaemonLock.take(house.home(), Clock.systemUTC().instant())) {
            assertThatThrownBy(() -> DaemonLock.take(house.home(), Clock.systemUTC().instant()))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("daemon");
        }
        DaemonLock.take(house.home(), Clock.systemUTC().instant()).close();
    }
}
