package dev.stile.cli.daemon;

import static dev.stile.cli.daemon.DaemonHome.ADA;
import static dev.stile.cli.daemon.DaemonHome.soon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.value.ProjectRef;
import dev.stile.cli.flow.FlowHouse;
import dev.stile.cli.wiring.House;
import dev.stile.core.change.SeenRecords;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Subject;
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
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The whole way of an event, with a real tracker on the other side of a real wire. */
final class DaemonStoryTest {

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

    private Simulator simulator;
    private DaemonHome home;
    private House house;
    private FlowHouse flow;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorOptions.empty().withDemo());
        home = new DaemonHome(folder);
        house = home.house();
        flow = home.flow();
        connect();
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        home.close();
        simulator.close();
    }

    private void connect() throws IOException {
        home.connect(
                "sim",
                "work",
                Map.of("base_url", simulator.baseUri().toString(), "poll_every", "PT0.2S"),
                Map.of("token", home.secret(simulator.adminToken())));
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

    /** Looks again and again until it is there. */
    private <T> T await(String what, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + DaemonHome.PATIENCE.toNanos();
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
                        + " did not come; home.failures(): "
                        + home.failures()
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
        home.run();
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
        assertThat(home.failures()).isEmpty();
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
                        flow.inquiry(),
                        soon());
        home.connect(
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
        home.run();
        Files.writeString(water, "level 2.30\nlevel 2.46\n", StandardOpenOption.APPEND);

        Entry waiting = await("a proposal", () -> entry(EffectState.PROPOSED));
        approve(waiting);
        await("the effect", () -> entry(EffectState.DONE));

        assertThat(Files.readAllLines(gate)).singleElement().asString().contains("level 2.46");
        assertThat(house.inbox().after(soon(), 0, 100))
                .filteredOn(event -> event.connection().equals("pond"))
                .hasSize(2);
        assertThat(home.failures()).isEmpty();
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
