package dev.stile.cli.doctor;

import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Requirement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.StileException;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.connection.Connection;
import dev.stile.flow.process.child.Programs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has to be there before a connection works, as its connector says; whatever is missing is
 * told with the connector's own words of how it is come by.
 */
final class Requirements {
    private final Surroundings around;
    private final Connection connection;
    private final Optional<Manifest> manifest;

    private Requirements(Surroundings around, Connection connection, Optional<Manifest> manifest) {
        this.around = around;
        this.connection = connection;
        this.manifest = manifest;
    }

    /** Those of a connection; none where its connector cannot be used, which others tell. */
    static Requirements of(Desk desk, Connection connection) {
        return new Requirements(desk.around(), connection, manifest(desk, connection));
    }

    private static Optional<Manifest> manifest(Desk desk, Connection connection) {
        try {
            return Optional.of(desk.house().registry().manifest(connection.connector()));
        } catch (StileException notUsable) {
            return Optional.empty();
        }
    }

    /** How a secret is come by, where that is said. */
    Optional<Requirement> secret(String name) {
        return manifest.flatMap(known -> known.requiredSecret(name));
    }

    List<Finding> run() {
        return manifest.map(Manifest::requirements).orElse(List.of()).stream()
                .flatMap(this::look)
                .toList();
    }

    private Stream<Finding> look(Requirement each) {
        String check = connection.slug() + " " + word(each) + " " + each.name();
        return switch (each.type()) {
            // Of one that is set its own check tells whether it is there.
            case SECRET ->
                    connection.secrets().containsKey(each.name()) || !isNeeded(each.name())
                            ? Stream.empty()
                            : Stream.of(Finding.error(check, "is not set", each.remedy()));
            case ENV ->
                    Stream.of(
                            around.environment().getOrDefault(each.name(), "").isEmpty()
                                    ? Finding.error(check, "is not set", each.remedy())
                                    : Finding.ok(check, "is set"));
            case BINARY ->
                    Stream.of(
                            isOnPath(each.name())
                                    ? Finding.ok(check, "is on the PATH")
                                    : Finding.error(check, "is not on the PATH", each.remedy()));
        };
    }

    private static String word(Requirement requirement) {
        return switch (requirement.type()) {
            case SECRET -> "secret";
            case ENV -> "variable";
            case BINARY -> "program";
        };
    }

    private boolean isNeeded(String secret) {
        return manifest.flatMap(known -> known.secret(secret).filter(spec -> isNeeded(known, spec)))
                .isPresent();
    }

    private boolean isNeeded(Manifest known, SecretSpec spec) {
        return spec.required() && !known.isReplaced(spec, connection.secrets().keySet());
    }

    private boolean isOnPath(String program) {
        try {
            Path found =
                    Programs.require(
                            program,
                            around.environment().getOrDefault("PATH", ""),
                            around.folder());
            return found.isAbsolute();
        } catch (Unavailable missing) {
            return false;
        }
    }
}
