package dev.stile.cli.connections;

import dev.stile.api.connector.SettingFault;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.OpenHosts;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Settings whose form is right and whose meaning only the connector knows, such as a time zone. */
record SensibleSettings(Desk desk) {
    /** The settings of a stored connection that its connector does not take. */
    Set<String> mended(Optional<Connection> present) {
        return present.stream()
                .flatMap(this::faults)
                .map(SettingFault::name)
                .collect(Collectors.toSet());
    }

    /** What it finds only when it starts is told only where it takes all else. */
    private Stream<SettingFault> faults(Connection stored) {
        List<SettingFault> told =
                desk.house().registry().faults(stored.connector(), stored.settings());
        return told.isEmpty() ? startFault(stored).stream() : told.stream();
    }

    private Optional<SettingFault> startFault(Connection stored) {
        try {
            return new OpenHosts(desk.house()).startFault(stored);
        } catch (StileException notOpened) {
            // It names no setting that could be mended.
            return Optional.empty();
        }
    }

    /**
     * Opens the connector of a connection that is about to be stored, and starts it as a code host
     * if it is one. Neither asks anybody.
     *
     * @throws Failure USAGE or SETTINGS_MISSING that names the setting
     * @throws StileException whatever else keeps a code host from starting
     */
    void require(Connection wanted) {
        requireOpening(wanted);
        new OpenHosts(desk.house()).requireStart(wanted);
    }

    private void requireOpening(Connection wanted) {
        try {
            desk.house().registry().opened(wanted);
        } catch (ConnectorException.Invalid wrong) {
            throw Failure.of(Code.USAGE)
                    .headline("the setting " + wrong.headline())
                    .detail("give it by --set " + wrong.field() + "=VALUE")
                    .argument("verb", "connect")
                    .fact("field", wrong.field())
                    .cause(wrong)
                    .build();
        } catch (StileException other) {
            // Its probe says so, and whoever opens it next.
            return;
        }
    }
}
