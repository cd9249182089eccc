package dev.stile.flow.process;

import dev.stile.api.secret.SecureValue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The secrets of one call, wiped at its end.
 *
 * @param lines what goes into the line that the child reads, by name
 * @param variables what goes into its environment, by variable
 */
record GivenSecrets(Map<String, SecureValue> lines, Map<String, SecureValue> variables)
        implements AutoCloseable {
    /** The variables as the platform takes them. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        variables.forEach(
                (variable, secret) ->
                        environment.put(
                                variable,
                                secret.lend(bytes -> new String(bytes, StandardCharsets.UTF_8))));
        return environment;
    }

    @Override
    public void close() {
        lines.values().forEach(SecureValue::close);
        variables.values().forEach(SecureValue::close);
    }
}
