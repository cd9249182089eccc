package dev.stile.cli.desk;

import dev.stile.api.call.Deadline;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets;

import java.util.List;
import java.util.Map;

/** Secrets so short that no redactor finds them inside words: only where a person says so. */
public record WeakSecrets(Secrets secrets, Deadline deadline) {
    /** What a person types to allow them. */
    public static final String OPTION = "--weak-secret";

    /** What the help says of it. */
    public static final String MEANING =
            "A secret may have less than 8 bytes, which no redaction finds in words.";

    /**
     * @param connection whose secrets they are
     * @param given references that were typed now, by the secret's name
     * @param allowing the command with what would allow them
     * @throws Failure WEAK_SECRET with the command that allows them
     */
    public void requireNone(String connection, Map<String, String> given, List<String> allowing) {
        List<String> weak =
                given.entrySet().stream()
                        // One that is taken out is none.
                        .filter(each -> !each.getValue().isEmpty())
                        .filter(each -> isWeak(connection, each.getKey(), each.getValue()))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        if (!weak.isEmpty()) {
            throw Failure.of(Code.WEAK_SECRET)
                    .detail("secrets: " + String.join(", ", weak))
                    .argument("command", allowing)
                    .fact("secrets", String.join(" ", weak))
                    .build();
        }
    }

    private boolean isWeak(String connection, String name, String reference) {
        return switch (SecretReference.parse(reference)) {
            case SecretReference.EnvironmentVariable variable ->
                    isShort(variable, connection, name);
            case SecretReference.OwnFile file -> isShort(file, connection, name);
            // git may ask a person for it, which is for the first request to do.
            case SecretReference.GitCredential credential -> false;
        };
    }

    /** What cannot be read now is told by whoever needs it. */
    private boolean isShort(SecretReference reference, String connection, String name) {
        Secrets.Wanted purpose = new Secrets.Wanted(connection, name);
        try (SecureValue value = secrets.resolve(reference, purpose, deadline)) {
            return Redactor.isWeak(value.byteCount());
        } catch (Failure notNow) {
            return false;
        }
    }
}
