package dev.stile.connectors.sim;

import dev.stile.api.action.ActionSet;
import dev.stile.api.http.EgressClient;
import dev.stile.api.json.Json;
import dev.stile.api.value.ProjectRef;
import dev.stile.testkit.Proves;
import dev.stile.testkit.action.ActionSetContract;
import dev.stile.testkit.action.ActionWorld;
import dev.stile.testkit.action.TrackerActionWorld;
import dev.stile.testkit.contract.Who;

import org.junit.jupiter.api.AfterAll;

import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

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
            throw new IllegalArgumentException("no action of this connector: " + action);
        }
    }
}
