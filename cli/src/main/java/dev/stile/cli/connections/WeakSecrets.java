package dev.stile.cli.connections;

import dev.stile.api.call.Deadline;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Secrets so short that no redactor finds them inside words: only where a person says so. */
record WeakSecrets(Secrets secrets, Deadline deadline) {
    /**
     * @param given names of those whose references were typed now
     * @param typed the command without what would allow them
     * @throws Failure WEAK_SECRET with the command that allows them
     */
    void requireNone(Connection wanted, Set<String> given, List<String> typed) {
        List<String> weak =
                given.stream()
                        .filter(wanted.secrets()::containsKey)
                        .filter(name -> isWeak(wanted, name))
                        .sorted()
                        .toList();
        if (!weak.isEmpty()) {
            throw Failure.of(Code.WEAK_SECRET)
                    .detail("secrets: " + String.join(", ", weak))
                    .argument("command", typed)
                    .fact("secrets", String.join(" ", weak))
                    .build();
        }
    }

    private boolean isWeak(Connection wanted, String name) {
        SecretReference reference =
                SecretReference.parse(Objects.requireNonNull(wanted.secrets().get(name)));
        return switch (reference) {
            case SecretReference.EnvironmentVariable variable -> isShort(variable, wanted, name);
            case SecretReference.OwnFile file -> isShort(file, wanted, name);
            // git may ask a person for it, which is for the first request to do.
            case SecretReference.GitCredential credential -> false;
        };
    }

    /** What cannot be read now is told by whoever needs it. */
    private boolean isShort(SecretReference reference, Connection wanted, String name) {
        Secrets.Wanted purpose = new Secrets.Wanted(wanted.slug().text(), name);
        try (SecureValue value = secrets.resolve(reference, purpose, deadline)) {
            return Redactor.isWeak(value.byteCount());
        } catch (Failure notNow) {
            return false;
        }
    }
}
