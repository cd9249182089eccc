package dev.stile.connectors.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionInput;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSet;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.event.EventSink;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.Quantity;
import dev.stile.core.change.RecordStream;
import dev.stile.core.change.SeenRecords;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.HomeSchema;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.traffic.LoggedRequest;
import dev.stile.testkit.Proves;
import dev.stile.testkit.contract.Who;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

final class SimActionsTest {
    private static final ProjectRef DEMO = new ProjectRef("demo");

    @TempDir Path folder;

    private SimulatorWorld world;
    private ActionSet actions;
    private int calls;

    @BeforeEach
    void start() throws IOException {
        world = new SimulatorWorld();
        world.simulator().controls().seedDemo();
        world.simulator().controls().resetCounters();
        actions = world.connector(Who.MEMBER, UnaryOperator.identity()).actions().orElseThrow();
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @Test
    @Proves("FL-12")
    void theActionsAreThoseOfTheCatalogAndOneMore() {
        assertThat(new SimProvider().manifest().actions())
                .extracting(spec -> spec.slug() + (spec.onlyReads() ? " (r)" : ""))
                .containsExactly(
                        "create_record",
                        "comment",
                        "transition",
                        "assign",
                        "get_record (r)",
                        "send_message");
    }

    @Test
    void eachActionCostsTheRequestsThatItNeeds() {
        perform("create_record", about().put("title", "New").build());
        assertThat(taken()).containsExactly("POST");
        perform("comment", about("1").put("text", "seen").build());
        assertThat(taken()).containsExactly("POST", "GET");
        perform("transition", about("7").put("status", "Done").build());
        assertThat(taken()).containsExactly("GET", "PATCH");
        perform("assign", about("1").put("person", "sam").build());
        assertThat(taken()).containsExactly("GET", "PATCH");
        perform("get_record", about("1").build());
        assertThat(taken()).containsExactly("GET");
        perform("send_message", about().put("channel", "weir").put("text", "Level 2.41 m").build());
        assertThat(taken()).containsExactly("POST");
    }

    @Test
    @Proves({"FL-26", "FL-27"})
    void aConnectionResetAfterTheServerDidItIsUnknownAndThenFound() {
        for (String action : List.of("create_record", "comment")) {
            Json.JsonObject input =
                    action.equals("comment")
                            ? about("1").put("text", "said once").build()
                            : about().put("title", "Made once").build();
            ActionCall call = call(action, input);
            Instant before = Instant.now();
            world.simulator()
                    .controls()
                    .fault(
                            FaultRule.on("POST", "/sim/v1/**", new FaultAction.Reset(true))
                                    .times(1));
            assertThatThrownBy(() -> actions.perform(call, context()))
                    .isInstanceOf(OutcomeUnknown.class);
            world.simulator().controls().clearFaults();

            assertThat(actions.reconcile(call, before, context()))
                    .isInstanceOfSatisfying(
                            Reconciliation.Found.class,
                            found ->
                                    assertThat(receipt(found.result()))
                                            .isEqualTo(receipt(actions.perform(call, context()))));
        }
        assertThat(world.simulator().controls().records("demo"))
                .filteredOn(record -> record.text("title").equals(Optional.of("Made once")))
                .hasSize(1);
    }

    @Test
    @Proves("FL-27")
    void aConnectionResetBeforeTheServerDidItIsUnknownAndThenNotSeen() {
        ActionCall call = call("create_record", about().put("title", "Never made").build());
        world.simulator()
                .controls()
                .fault(FaultRule.on("POST", "/sim/v1/**", new FaultAction.Reset(false)).times(1));
        assertThatThrownBy(() -> actions.perform(call, context()))
                .isInstanceOf(OutcomeUnknown.class);
        world.simulator().controls().clearFaults();

        assertThat(actions.reconcile(call, Instant.now(), context()))
                .isEqualTo(new Reconciliation.NotSeen());
    }

    @Test
    void aReceiptIsTheNameOfTheEventThatFollows() {
        List<String> receipts = new ArrayList<>();
        List<String> told =
                told(
                        () -> {
                            receipts.add(
                                    receipt(
                                            perform(
                                                    "create_record",
                                                    about().put("title", "New").build())));
                            receipts.add(
                                    receipt(
                                            perform(
                                                    "comment",
                                                    about("1").put("text", "seen").build())));
                        },
                        () ->
                                receipts.add(
                                        receipt(
                                                perform(
                                                        "assign",
                                                        about("1").put("person", "sam").build()))));

        assertThat(told).containsExactlyInAnyOrderElementsOf(receipts);
    }

    private List<String> told(Runnable... between) {
        Database database =
                Database.open(
                        new Home(folder.resolve("home")).ensure().database(),
                        new HomeSchema(),
                        Deadline.after(Duration.ofSeconds(60)));
        List<String> told = new ArrayList<>();
        ArrayDeque<Runnable> left = new ArrayDeque<>(List.of(between));
        try (database) {
            RecordStream stream =
                    new RecordStream(
                            "sim",
                            world.open(Who.MEMBER, UnaryOperator.identity()).orElseThrow(),
                            call -> List.of(DEMO),
                            new SeenRecords(database),
                            Duration.ofSeconds(30));
            stream.subscribe(
                    new Subscription(Optional.empty(), new Start.Now(), Set.of(), context()),
                    new EventSink() {
                        @Override
                        public void event(SourceEvent event) {
                            told.add(event.id().text());
                            stream.acknowledged(event);
                        }

                        @Override
                        public void checkpoint(Cursor cursor) {}

                        @Override
                        public void unusable(
                                String reason,
                                Optional<EventId> id,
                                Tainted<byte[]> bytes,
                                long length) {}

                        @Override
                        public void health(SourceHealth health) {}

                        @Override
                        public void gap(Gap gap) {}

                        @Override
                        public boolean pause(Duration howLong) {
                            Optional<Runnable> next = Optional.ofNullable(left.poll());
                            next.ifPresent(Runnable::run);
                            return next.isPresent();
                        }

                        @Override
                        public boolean isOpen() {
                            return true;
                        }
                    });
        }
        return told;
    }

    private ActionResult perform(String action, Json.JsonObject input) {
        return actions.perform(call(action, input), context());
    }

    private ActionCall call(String action, Json.JsonObject input) {
        return new ActionCall(
                action,
                UserInput.trusted(new ActionInput(input)),
                new IdempotencyKey("key-" + ++calls),
                1);
    }

    private List<String> taken() {
        List<String> methods =
                world.simulator().controls().requests().stream()
                        .map(LoggedRequest::method)
                        .toList();
        world.simulator().controls().resetCounters();
        return methods;
    }

    private static Json.ObjectBuilder about() {
        return Json.object().put("project", DEMO.text());
    }

    private static Json.ObjectBuilder about(String id) {
        return about().put("id", id);
    }

    private static CallContext context() {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(60)),
                "test",
                Label.outside(Scope.of("sim")),
                Progress.SILENT);
    }

    /** What is inside: a test may look, a program may not. */
    private static String receipt(ActionResult result) {
        List<String> seen = new ArrayList<>();
        Quantity looked =
                result.receipt()
                        .orElseThrow()
                        .id()
                        .checked(
                                id -> {
                                    seen.add(id);
                                    return new Quantity(1);
                                });
        return looked.value() == 1 ? seen.getFirst() : "";
    }
}
