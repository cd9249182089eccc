package dev.stile.cli.flow;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HealthStatus;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.cli.hosts.HostConnection;
import dev.stile.cli.hosts.HostConnections;
import dev.stile.cli.hosts.OpenHosts;
import dev.stile.cli.wiring.House;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.flow.connection.ConnectionSwitch;
import dev.stile.flow.connection.ProbeOutcome;
import dev.stile.flow.connection.ProbePort;

import java.util.Optional;

/** Asks code hosts who we are, and leaves every other connection to another probe. */
final class HostProbe implements ProbePort {
    private static final int LONGEST_NAME = 200;

    private final House house;
    private final ProbePort others;

    HostProbe(House house, ProbePort others) {
        this.house = house;
        this.others = others;
    }

    @Override
    public ProbeOutcome probe(Connection connection, Deadline deadline) {
        Optional<HostConnection> host = HostConnections.of(house, connection);
        return host.isPresent() ? ask(host.get(), deadline) : others.probe(connection, deadline);
    }

    private ProbeOutcome ask(HostConnection connection, Deadline deadline) {
        try {
            GitHost host = new OpenHosts(house).open(connection);
            try {
                return outcome(connection, host.healthCheck(call(connection, deadline)));
            } finally {
                host.shutdown();
            }
        } catch (StileException notStarted) {
            if (ConnectionSwitch.isRefusal(notStarted) || isUnfit(notStarted)) {
                // Nothing was asked and nothing is known: whoever wanted the probe is told.
                throw notStarted;
            }
            return new ProbeOutcome.ProbeFailed(notStarted.code());
        }
    }

    private static boolean isUnfit(StileException notStarted) {
        return notStarted instanceof Failure failure
                && failure.registered() == Code.SETTINGS_NOT_VALID;
    }

    /** Little that is left of a limit is no reason to doubt who we are. */
    private static ProbeOutcome outcome(HostConnection connection, HealthStatus health) {
        Optional<String> identity = Optional.ofNullable(health.details().get("identity"));
        if (health.healthy() || identity.isPresent()) {
            return new ProbeOutcome.Ok(identity.map(name -> shown(connection, name)));
        }
        String code = health.details().getOrDefault("code", "unhealthy");
        return code.equals("auth")
                ? new ProbeOutcome.Broken(code)
                : new ProbeOutcome.ProbeFailed(code);
    }

    private static String shown(HostConnection connection, String name) {
        return Tainted.of(name, Label.outside(Scope.of(connection.slug())))
                .sanitise(Sanitizers.log(LONGEST_NAME))
                .value();
    }

    private static CallContext call(HostConnection connection, Deadline deadline) {
        return new CallContext(
                deadline, "probe", Label.outside(Scope.of(connection.slug())), Progress.SILENT);
    }
}
