package dev.stile.cli.hosts;

import dev.stile.api.connector.SettingFault;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.GitHost;
import dev.stile.cli.wiring.House;
import dev.stile.core.connection.Connection;
import dev.stile.core.egress.Pause;
import dev.stile.core.error.Failure;
import dev.stile.core.lease.Holder;
import dev.stile.flow.connection.ConnectionSwitch;
import dev.stile.flow.policy.PolicyFile;
import dev.stile.hosting.service.Asking;
import dev.stile.hosting.service.CodeHosts;
import dev.stile.hosting.service.HostParts;

import java.security.SecureRandom;
import java.util.Optional;

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
                house.credentials(),
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

    /**
     * Goes on only if the connector starts with a connection, stored or not, if it is one of a code
     * host.
     *
     * @throws Failure SETTINGS_MISSING that names the setting
     * @throws Unavailable if it cannot start for another reason
     */
    public void requireStart(Connection wanted) {
        if (isOfHosts(wanted)) {
            hosts.requireStart(wanted, Asking.of(house.around().subject()));
        }
    }

    /** The setting that keeps its connector from starting; empty if none does. */
    public Optional<SettingFault> startFault(Connection connection) {
        return isOfHosts(connection)
                ? hosts.startFault(connection, Asking.of(house.around().subject()))
                : Optional.empty();
    }

    private boolean isOfHosts(Connection connection) {
        return HostConnections.isOfHosts(house.registry().manifest(connection.connector()));
    }

    /** The same for somebody who named again what is hard to undo, such as the head of a merge. */
    public GitHost openConfirmed(HostConnection connection) {
        return hosts.open(
                connection.connection(), Asking.of(house.around().subject()).confirming());
    }
}
