package dev.stile.connectors.sim;

import dev.stile.api.action.ActionSet;
import dev.stile.api.http.EgressClient;
import dev.stile.api.json.Json;
import dev.stile.api.value.ProjectRef;
import dev.stile.testkit.Proves;
import dev.stile.testkit.action.ActionSetContract;
import dev.stile.testkit.action.ActionWorld;
import dev.stile.testkit.action.RefusedInput;
import dev.stile.testkit.action.TrackerActionWorld;
import dev.stile.testkit.contract.Who;

import org.junit.jupiter.api.AfterAll;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The actions keep their contract on the simulator's own dialect. */
@Proves({"FL-13", "FL-26", "FL-27"})
final class SimActionsContractTest extends ActionSetContract {
    private final SimulatorWorld simulator;

    SimActionsContractTest() throws IOException {
        simulator = new SimulatorWorld();
    }

    @Override
    protected ActionWorld world() {
        return new Tracker(simulator);
    }

    @AfterAll
    void stop() throws IOException {
        simulator.close();
    }

    private static final class Tracker extends TrackerActionWorld {
        private final SimulatorWorld simulator;
        private int messages;

        Tracker(SimulatorWorld simulator) {
            super(simulator, new Schemas(), "transition", "In Progress");
            this.simulator = simulator;
        }

        @Override
        public Optional<ActionSet> open(Who who, UnaryOperator<EgressClient> through) {
            return simulator.connector(who, through).actions();
        }

        @Override
        protected Json.JsonObject further(String action, ProjectRef place) {
            return Json.object()
                    .put("project", place.text())
                    .put("channel", "weir")
                    .put("text", "message " + ++messages)
                    .build();
        }

        private static String member(Json.JsonObject input, String name) {
            return ((Json.JsonText) input.get(name).orElseThrow()).text();
        }

        @Override
        public List<RefusedInput> refused() {
            Json.JsonObject wrong =
                    Json.object()
                            .put("project", member(input("send_message"), "project"))
                            .put("channel", "no such channel!")
                            .put("text", "lost")
                            .build();
            return Stream.concat(
                            super.refused().stream(),
                            Stream.of(new RefusedInput("send_message", wrong, "channel")))
                    .toList();
        }

        @Override
        public long effects(String action, Json.JsonObject input) {
            return action.equals("send_message")
                    ? simulator.simulator().controls().messages(member(input, "project")).stream()
                            .flatMap(sent -> sent.text("text").stream())
                            .filter(member(input, "text")::equals)
                            .count()
                    : super.effects(action, input);
        }
    }
}
