package dev.stile.flow.process;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.error.StileException;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets.Wanted;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Leads from what a connection refers to, to what a child is given; resolved anew for each call.
 * What a child itself renewed is given from then on: {@link RenewedSecrets}. Any thread may call.
 */
final class CallSecrets {
    private final ProcessTemplate template;
    private final ProcessHost host;
    private final String connection;

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
        Map<String, String> references = references();
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
                    case SecretPlacement.Exchanged exchanged -> {}
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

    /**
     * A child's new value for a declared secret; a server may take no other from now on. So it is
     * held before anything is asked that may fail, such as a store that somebody else holds.
     *
     * @return whether it outlives this process
     */
    boolean renew(String name, SecureValue value, Deadline deadline) {
        Wanted wanted = wanted(name);
        host.renewed().hold(wanted, value);
        Optional<SecureValue> instead = Optional.empty();
        try {
            Optional<String> reference = Optional.ofNullable(references().get(name));
            instead = reference.flatMap(each -> present(name, each, deadline));
            return host.renewed().keep(wanted, reference, instead);
        } catch (StileException notLookedUp) {
            return false;
        } finally {
            instead.ifPresent(SecureValue::close);
        }
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
        Optional<SecureValue> value = value(spec.name(), references, deadline);
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

    private Optional<SecureValue> value(
            String name, Map<String, String> references, Deadline deadline) {
        Optional<String> reference = Optional.ofNullable(references.get(name));
        Optional<SecureValue> now = reference.map(each -> resolve(name, each, deadline));
        Optional<SecureValue> renewed = host.renewed().find(wanted(name), reference, now);
        if (renewed.isPresent()) {
            now.ifPresent(SecureValue::close);
            return renewed;
        }
        return now;
    }

    private Optional<SecureValue> present(String name, String reference, Deadline deadline) {
        try {
            return Optional.of(resolve(name, reference, deadline));
        } catch (Failure missing) {
            return Optional.empty();
        }
    }

    private SecureValue resolve(String name, String reference, Deadline deadline) {
        return host.secrets().resolve(SecretReference.parse(reference), wanted(name), deadline);
    }

    private Wanted wanted(String name) {
        return new Wanted(connection, name);
    }

    private Map<String, String> references() {
        return host.references().apply(connection);
    }
}
