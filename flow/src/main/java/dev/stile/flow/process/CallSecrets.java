package dev.stile.flow.process;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets.Wanted;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Leads from what a connection refers to, to what a child is given; resolved anew for each call.
 * What a child itself renewed is kept in memory and given from then on. Any thread may call.
 */
final class CallSecrets {
    private final ProcessTemplate template;
    private final ProcessHost host;
    private final String connection;
    private final Map<String, SecureValue> renewed = new ConcurrentHashMap<>();

    CallSecrets(ProcessTemplate template, ProcessHost host, String connection) {
        this.template = template;
        this.host = host;
        this.connection = connection;
    }

    /**
     * The secrets of one call, known to the redactor.
     *
     * @throws Failure SECRET_MISSING; SECRET_IN_ENVIRONMENT if a person accepted another reference
     *     or template, or none
     */
    GivenSecrets resolve(Deadline deadline) {
        Map<String, String> references = host.references().apply(connection);
        GivenSecrets given = new GivenSecrets(new LinkedHashMap<>(), new LinkedHashMap<>());
        try {
            for (SecretSpec spec : template.manifest().secrets()) {
                switch (spec.placement()) {
                    case SecretPlacement.Frame line ->
                            value(spec, references, deadline)
                                    .ifPresent(value -> given.lines().put(spec.name(), value));
                    case SecretPlacement.Variable(String variable) ->
                            value(spec, references, deadline)
                                    .ifPresent(
                                            value -> {
                                                given.variables().put(variable, value);
                                                requireAccepted(spec.name());
                                            });
                    // What the gate places, a child never sees.
                    case SecretPlacement.Header header -> {}
                    case SecretPlacement.Basic basic -> {}
                }
            }
            return given;
        } catch (RuntimeException failure) {
            given.close();
            throw failure;
        }
    }

    /** Whether a child may renew it. */
    boolean isDeclared(String name) {
        return template.manifest()
                .secret(name)
                .filter(
                        spec ->
                                spec.placement() instanceof SecretPlacement.Frame
                                        || spec.placement() instanceof SecretPlacement.Variable)
                .isPresent();
    }

    /** A child's new value for a declared secret. */
    void renew(String name, SecureValue value) {
        renewed.put(name, value);
    }

    private void requireAccepted(String secret) {
        if (!host.acceptedVariables().test(connection, secret)) {
            throw Failure.of(Code.SECRET_IN_ENVIRONMENT)
                    .detail("secrets: " + secret)
                    .detail("nobody accepted this value in the environment of this template")
                    .argument(
                            "command",
                            List.of("stile", "connect", template.manifest().slug(), connection))
                    .argument("accepted", List.of("--accept-env", secret))
                    .fact("secrets", secret)
                    .build();
        }
    }

    private Optional<SecureValue> value(
            SecretSpec spec, Map<String, String> references, Deadline deadline) {
        Optional<SecureValue> value =
                Optional.ofNullable(renewed.get(spec.name()))
                        .map(CallSecrets::copy)
                        .or(
                                () ->
                                        Optional.ofNullable(references.get(spec.name()))
                                                .map(
                                                        reference ->
                                                                resolve(
                                                                        spec, reference,
                                                                        deadline)));
        if (value.isEmpty() && spec.required()) {
            throw Failure.of(Code.SECRET_MISSING)
                    .headline("the secret " + spec.name() + " of " + connection + " is missing")
                    .argument("connection", connection)
                    .fact("connection", connection)
                    .fact("secret", spec.name())
                    .build();
        }
        value.ifPresent(host.redactor()::register);
        return value;
    }

    private SecureValue resolve(SecretSpec spec, String reference, Deadline deadline) {
        return host.secrets()
                .resolve(
                        SecretReference.parse(reference),
                        new Wanted(connection, spec.name()),
                        deadline);
    }

    private static SecureValue copy(SecureValue value) {
        return value.lend(
                bytes ->
                        SecureValue.takeFrom(
                                new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                                        .toCharArray()));
    }
}
