package dev.stile.cli.daemon;

import dev.stile.api.connector.GitHostBlock;
import dev.stile.api.error.StileException;
import dev.stile.cli.connections.Proving;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.flow.connection.ConnectionState;
import dev.stile.flow.connection.Lifecycle;

import java.util.List;

/**
 * The connections without which the daemon does not start: those of a critical connector that are
 * on, and those that a person names. Any other stops nothing.
 */
final class Required {
    private final Desk desk;

    Required(Desk desk) {
        this.desk = desk;
    }

    /**
     * Asks each of them once, those of critical connectors first.
     *
     * @param named what a person asks for
     * @throws StileException of the first that does not answer or does not let us in; of the store,
     *     which does not say which of them are critical
     */
    void prove(List<String> named) {
        critical().forEach(each -> prove(each, ", since its connector is critical"));
        named.stream().map(name -> desk.house().connection(name)).forEach(each -> prove(each, ""));
    }

    private List<Connection> critical() {
        return desk.flow().lives().all(desk.patience()).stream()
                .filter(state -> isOn(state.life().lifecycle()))
                .map(ConnectionState::connection)
                .filter(this::isCritical)
                .toList();
    }

    private static boolean isOn(Lifecycle lifecycle) {
        return switch (lifecycle) {
            case CREATED, AUTHENTICATING, AUTHENTICATED, ACTIVE -> true;
            case DISABLED, DELETING -> false;
        };
    }

    private boolean isCritical(Connection connection) {
        try {
            return desk.house()
                    .registry()
                    .manifest(connection.connector())
                    .gitHost()
                    .filter(GitHostBlock::critical)
                    .isPresent();
        } catch (Failure notUsable) {
            if (notUsable.registered() != Code.CONNECTOR_DISABLED
                    && notUsable.registered() != Code.UNKNOWN_CONNECTOR) {
                throw notUsable;
            }
            // What it would say of itself is not known: it is offline, and stops nobody.
            return false;
        }
    }

    private void prove(Connection connection, String why) {
        try {
            new Proving(desk)
                    .prove(connection, desk.house().registry().manifest(connection.connector()));
        } catch (StileException failed) {
            desk.terminal().note("the daemon does not start without " + connection.slug() + why);
            throw failed;
        }
    }
}
