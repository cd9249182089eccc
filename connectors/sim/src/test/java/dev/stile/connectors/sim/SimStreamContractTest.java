package dev.stile.connectors.sim;

import dev.stile.api.call.Deadline;
import dev.stile.api.event.EventSource;
import dev.stile.api.value.ProjectRef;
import dev.stile.core.change.RecordStream;
import dev.stile.core.change.SeenRecords;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.HomeSchema;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.wire.Headers;
import dev.stile.testkit.Proves;
import dev.stile.testkit.contract.Who;
import dev.stile.testkit.event.EventSourceContract;
import dev.stile.testkit.event.EventWorld;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** The changes of a simulator's records keep the contract of events. */
@Proves("FL-33")
final class SimStreamContractTest extends EventSourceContract {
    @TempDir static Path folder;

    private final SimulatorWorld simulator;

    SimStreamContractTest() throws IOException {
        simulator = new SimulatorWorld();
    }

    @Override
    protected EventWorld world() {
        return new Projects(simulator);
    }

    @AfterAll
    void stop() throws IOException {
        simulator.close();
    }

    private record Projects(SimulatorWorld simulator) implements EventWorld {
        @Override
        public String source() {
            return "record changes";
        }

        @Override
        public String dialect() {
            return simulator.dialect();
        }

        @Override
        public Place place() {
            return new Project(simulator, simulator.emptyProject());
        }
    }

    private record Project(SimulatorWorld simulator, ProjectRef project, Database database)
            implements EventWorld.Place {
        Project(SimulatorWorld simulator, ProjectRef project) {
            this(
                    simulator,
                    project,
                    Database.open(
                            new Home(folder.resolve(project.text().replace('/', '-')))
                                    .ensure()
                                    .database(),
                            new HomeSchema(),
                            Deadline.after(Duration.ofSeconds(60))));
        }

        @Override
        public EventSource open() {
            return new RecordStream(
                    "sim",
                    simulator.open(Who.MEMBER, UnaryOperator.identity()).orElseThrow(),
                    call -> List.of(project),
                    new SeenRecords(database),
                    Duration.ofSeconds(30));
        }

        @Override
        public void happens(String text, String more) {
            simulator
                    .simulator()
                    .controls()
                    .create(
                            project.text(),
                            Json.object().put("title", text).put("body", more).build());
        }

        @Override
        public boolean forgets() {
            simulator
                    .simulator()
                    .controls()
                    .project(project.text(), Json.object().put("retention", 1).build());
            happens("nobody sees this one");
            happens("nor this one");
            return true;
        }

        @Override
        public boolean breaks() {
            simulator
                    .simulator()
                    .controls()
                    .fault(
                            FaultRule.always(
                                    new FaultAction.Status(
                                            503, Headers.none(), "text/plain", "not now")));
            return true;
        }

        @Override
        public void heals() {
            simulator.simulator().controls().clearFaults();
        }

        @Override
        public void close() {
            database.close();
        }
    }
}
