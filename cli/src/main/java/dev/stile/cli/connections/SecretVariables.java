package dev.stile.cli.connections;

import dev.stile.api.connector.Delivery;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretSpec;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Secrets that a program would get in its environment: only by name (FL-1). */
record SecretVariables(Desk desk, Manifest manifest, List<String> accepted) {
    SecretVariables {
        accepted = List.copyOf(accepted);
    }

    /**
     * @param present the connection of that name, with which it is kept what was accepted
     * @param typed the command without what would accept them
     * @throws Failure SECRET_IN_ENVIRONMENT with the command that accepts all of them
     */
    void requireAccepted(Connection wanted, Optional<Connection> present, List<String> typed) {
        List<String> open =
                delivered(wanted)
                        .filter(name -> !accepted.contains(name))
                        .filter(name -> present.isEmpty() || !isAsBefore(name, wanted))
                        .toList();
        if (!open.isEmpty()) {
            throw Failure.of(Code.SECRET_IN_ENVIRONMENT)
                    .detail("secrets: " + String.join(", ", open))
                    .argument("command", typed)
                    .argument(
                            "accepted",
                            open.stream().flatMap(name -> Stream.of("--accept-env", name)).toList())
                    .fact("secrets", String.join(" ", open))
                    .build();
        }
    }

    /** Keeps with a connection that is stored by now what was accepted for it. */
    ConnectionStore.Made accepted(ConnectionStore.Made made) {
        boolean changed = made.changed();
        Connection stored = made.connection();
        for (String name : delivered(stored).filter(accepted::contains).toList()) {
            changed |=
                    desk.house()
                            .acceptedVariables()
                            .accept(stored, name, contents(), desk.subject(), desk.patience());
        }
        return new ConnectionStore.Made(stored, changed);
    }

    private Stream<String> delivered(Connection connection) {
        return manifest.secrets().stream()
                .filter(secret -> secret.placement().delivery() == Delivery.ENV)
                .map(SecretSpec::name)
                .filter(connection.secrets()::containsKey);
    }

    private boolean isAsBefore(String name, Connection wanted) {
        return desk.house()
                .acceptedVariables()
                .isAccepted(wanted, name, contents(), desk.patience());
    }

    private String contents() {
        return desk.flow().contents(manifest.slug());
    }
}
