package dev.stile.flow.process;

import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.Secrets;
import dev.stile.flow.process.child.Children;
import dev.stile.flow.schema.SchemaCheck;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * What all process connectors of a host share. Any thread may use it.
 *
 * @param children starts them
 * @param states folder with the state folders of all connections
 * @param programs what is known of programs
 * @param environment of this process; children get an allow-list of it
 * @param secrets leads from references to values
 * @param references of a connection, by the name of the secret
 * @param acceptedVariables whether a person let a secret of a connection, both by name, stand in
 *     the environment of its program as both are now
 * @param renewed what programs renewed
 * @param redactor learns every secret before its first use
 * @param schemas checks inputs and outputs
 * @param clock for times that children are told
 * @param times how long to wait
 */
public record ProcessHost(
        Children children,
        Path states,
        KnownPrograms programs,
        Map<String, String> environment,
        Secrets secrets,
        Function<String, Map<String, String>> references,
        BiPredicate<String, String> acceptedVariables,
        RenewedSecrets renewed,
        Redactor redactor,
        SchemaCheck schemas,
        Clock clock,
        HostTimes times) {
    public ProcessHost {
        environment = Map.copyOf(environment);
    }

    /** Environment may hold secrets. */
    @Override
    public String toString() {
        return "ProcessHost of " + states;
    }
}
