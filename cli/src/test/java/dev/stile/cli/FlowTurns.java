package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.api.value.ProjectRef;
import dev.stile.cli.flow.FlowHouse;
import dev.stile.cli.flow.RegisteredConnectors;
import dev.stile.cli.wiring.House;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.change.SeenRecords;
import dev.stile.core.connection.Connection;
import dev.stile.core.policy.Subject;
import dev.stile.core.redact.Redactor;
import dev.stile.flow.outbox.Sender;
import dev.stile.flow.outbox.Settler;
import dev.stile.flow.stream.Streams;

import java.time.Duration;
import java.time.Instant;

/** Does by hand what the daemon does in turns: routes, delivers, sends, sweeps. */
final class FlowTurns {
    private final Cli cli;

    FlowTurns(Cli cli) {
        this.cli = cli;
    }

    /** Lets the stream of record changes look at the projects once, and end. */
    void look() {
        inHouse(
                flow -> {
                    House house = flow.house();
                    Connection connection = house.connection("sim");
                    SeenRecords seen = new SeenRecords(house.database());
                    flow.probing().probe(connection, new Subject.Daemon(), soon());
                    try (Streams streams = flow.streams()) {
                        streams.refresh(flow.lives().followConsumers(soon()));
                        Deadline patience = soon();
                        while (seen.cursor(soon(), "sim", new ProjectRef("demo")).isEmpty()) {
                            assertThat(patience.isPast()).as("nobody looked").isFalse();
                            Thread.onSpinWait();
                        }
                    }
                });
    }

    /** Gives each event to the rules, and lets each delivery that is due run to its end. */
    void deliver() {
        inHouse(
                flow -> {
                    while (flow.router().routeOnce(soon()) > 0) {}
                    deliverOnce(flow, Instant.now());
                });
    }

    /** Gives each event to the rules, and lets no delivery run. */
    void route() {
        inHouse(
                flow -> {
                    while (flow.router().routeOnce(soon()) > 0) {}
                });
    }

    /** Sends what is approved, then lets deliveries follow. */
    void send() {
        inHouse(
                flow -> {
                    Sender sender = flow.sender();
                    for (String connection : sender.waiting(Instant.now(), soon())) {
                        sender.sendOnce(connection, Instant.now(), soon(), () -> false);
                    }
                    // A delivery looks at its entry again a second later.
                    deliverOnce(flow, Instant.now().plusSeconds(5));
                });
    }

    /** What happens once that much time has passed. */
    void sweepAfter(Duration time) {
        inHouse(
                flow -> {
                    Settler settler = flow.settler();
                    Instant then = Instant.now().plus(time);
                    settler.sweepOnce(then, soon());
                    for (String connection : settler.asking(then, soon())) {
                        settler.askOnce(connection, then, soon(), () -> false);
                    }
                });
    }

    /** As a disk that lost a part of what an entry is. */
    void damage(long entry) {
        inHouse(
                flow ->
                        flow.house()
                                .database()
                                .transaction(
                                        soon(),
                                        transaction ->
                                                transaction.update(
                                                        "UPDATE effect SET payload = '{' WHERE id = ?",
                                                        entry)));
    }

    private static void deliverOnce(FlowHouse flow, Instant now) {
        int moved;
        do {
            moved = flow.worker().workOnce(now, soon());
            assertThat(flow.worker().awaitIdle(soon())).isTrue();
        } while (moved > 0);
    }

    private interface Turn {
        void run(FlowHouse flow);
    }

    private void inHouse(Turn turn) {
        Redactor redactor = new Redactor();
        House[] later = new House[1];
        RegisteredConnectors connectors = new RegisteredConnectors(() -> later[0]);
        try (House house =
                new House(
                        cli.around(),
                        AuditOrigin.DAEMON,
                        redactor,
                        (message, remote) -> {},
                        connectors)) {
            later[0] = house;
            try (FlowHouse flow =
                    new FlowHouse(house, connectors, (message, remote) -> {}, notice -> {})) {
                turn.run(flow);
            }
        } finally {
            connectors.close();
        }
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(60));
    }
}
