package dev.stile.cli.connections;

import dev.stile.api.connector.SettingFault;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Settings whose form is right and whose meaning only the connector knows, such as a time zone. */
record SensibleSettings(Desk desk) {
    /** The settings of a stored connection that its connector does not take. */
    Set<String> mended(Optional<Connection> present) {
        return present.stream()
                .flatMap(
                        stored ->
                                desk
                                        .house()
                                        .registry()
                                        .faults(stored.connector(), stored.settings())
                                        .stream())
                .map(SettingFault::name)
                .collect(Collectors.toSet());
    }

    /**
     * Opens the connector of a connection that is about to be stored, which asks nobody.
     *
     * @throws Failure USAGE that names the setting
     */
    void require(Connection wanted) {
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
