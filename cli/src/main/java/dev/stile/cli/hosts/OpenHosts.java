package dev.stile.cli.hosts;

import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.GitHost;
import dev.stile.cli.wiring.House;
import dev.stile.core.egress.Pause;
import dev.stile.core.error.Failure;
import dev.stile.core.lease.Holder;
import dev.stile.flow.connection.ConnectionSwitch;
import dev.stile.flow.policy.PolicyFile;
import dev.stile.hosting.service.Asking;
import dev.stile.hosting.service.CodeHosts;
import dev.stile.hosting.service.HostParts;

import java.security.SecureRandom;

/** Makes the hosts of connections ready, in the name of whoever typed. Makes no request. */
public final class OpenHosts {
    private final House house;
    private final CodeHosts hosts;

    public OpenHosts(House house) {
        this.house = house;
        this.hosts = hosts(house);
    }

    static CodeHosts hosts(House house) {
        return new CodeHosts(
                house.registry(), parts(house), new ConnectionSwitch(house.database())::requireOn);
    }

    /** The parts of a house that hosts are served from. */
    static HostParts parts(House house) {
        return new HostParts(
                house.home(),
                house.database(),
                house.effects(),
                house.audit(),
                new PolicyFile(house.home()),
                house.secrets(),
                house.names(),
                house.redactor(),
                house.around().clock(),
                Pause.real(),
                SecureRandom::new,
                Holder.self(),
                house.hostPlaces());
    }

    /**
     * For what the policy lets somebody do at once. Whoever opens it shuts it down.
     *
     * @throws Failure CONNECTION_DISABLED, CONNECTION_DELETING
     * @throws Unavailable if its settings do not let it start, and why
     */
    public GitHost open(HostConnection connection) {
        return hosts.open(connection.connection(), Asking.of(house.around().subject()));
    }

    /** The same for somebody who named again what is hard to undo, such as the head of a merge. */
    public GitHost openConfirmed(HostConnection connection) {
        return hosts.open(
                connection.connection(), Asking.of(house.around().subject()).confirming());
    }
}
