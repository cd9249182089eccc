package dev.stile.cli;

import dev.stile.api.call.Deadline;
import dev.stile.cli.flow.FlowHouse;
import dev.stile.cli.flow.RegisteredConnectors;
import dev.stile.cli.wiring.House;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.policy.Subject;
import dev.stile.core.redact.Redactor;

import java.time.Duration;

/** The event side of a home in this process, for what another command would do. */
final class EventSide implements AutoCloseable {
    private final House house;
    private final RegisteredConnectors connectors;
    private final FlowHouse flow;

    EventSide(Cli cli) {
        connectors = new RegisteredConnectors(this::house);
        house =
                new House(
                        cli.around(),
                        AuditOrigin.PERSON,
                        new Redactor(),
                        (message, remote) -> {},
                        connectors);
        flow = new FlowHouse(house, connectors, (message, remote) -> {}, notice -> {});
    }

    private House house() {
        return house;
    }

    FlowHouse flow() {
        return flow;
    }

    void addRule(String document) {
        flow.rules().add(Deadline.after(Duration.ofSeconds(60)), person(), document);
    }

    static Subject person() {
        return new Subject.Person("tester");
    }

    @Override
    public void close() {
        flow.close();
        connectors.close();
        house.close();
    }
}
