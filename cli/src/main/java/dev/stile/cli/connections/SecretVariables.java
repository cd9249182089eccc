package dev.stile.cli.connections;

import dev.stile.api.connector.Delivery;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretSpec;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Secrets that a program would get in its environment: only by name (FL-1). */
record SecretVariables(Manifest manifest, List<String> accepted) {
    SecretVariables {
        accepted = List.copyOf(accepted);
    }

    /**
     * @param present the connection of that name, whose secrets were accepted when it was made
     * @param typed the command without what would accept them
     * @throws Failure SECRET_IN_ENVIRONMENT with the command that accepts all of them
     */
    void requireAccepted(Connection wanted, Optional<Connection> present, List<String> typed) {
        List<String> open =
                manifest.secrets().stream()
                        .filter(secret -> secret.placement().delivery() == Delivery.ENV)
                        .map(SecretSpec::name)
                        .filter(wanted.secrets()::containsKey)
                        .filter(name -> !accepted.contains(name))
                        .filter(name -> !isAsBefore(name, wanted, present))
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

    private static boolean isAsBefore(
            String name, Connection wanted, Optional<Connection> present) {
        return present.filter(before -> before.connector().equals(wanted.connector()))
                .map(before -> before.secrets().get(name))
                .filter(reference -> reference.equals(wanted.secrets().get(name)))
                .isPresent();
    }
}
