package dev.stile.bench.flow;

import dev.stile.api.call.Deadline;
import dev.stile.cli.flow.FlowHouse;
import dev.stile.cli.flow.RegisteredConnectors;
import dev.stile.cli.wiring.House;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.policy.Subject;
import dev.stile.core.redact.Redactor;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** A home that is open in this process, wired as the programs wire it. */
final class Inside implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final RegisteredConnectors connectors;
    private final House house;
    private final FlowHouse flow;

    Inside(Map<String, String> environment, Path folder) {
        Surroundings around =
                new Surroundings(
                        environment, folder, folder, "bench", Clock.systemUTC(), () -> "0-bench");
        this.connectors = new RegisteredConnectors(this::house);
        this.house =
                new House(
                        around,
                        AuditOrigin.PERSON,
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

    static Subject person() {
        return new Subject.Person("bench");
    }

    static Deadline soon() {
        return Deadline.after(PATIENCE);
    }

    @Override
    public void close() {
        flow.close();
        connectors.close();
        house.close();
    }
}
