package dev.stile.core.secret;

import dev.stile.api.call.Deadline;
import dev.stile.api.secret.SecureValue;

import java.util.Map;

/** Resolves the kinds of references that this release knows. Any thread may call. */
public final class ResolvedSecrets implements Secrets, SecretKeeper {
    private final Map<String, String> environment;
    private final GitCredentials gitCredentials;

    /**
     * @param environment of this process
     */
    public ResolvedSecrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.gitCredentials = new GitCredentials(this.environment);
    }

    @Override
    public SecureValue resolve(SecretReference reference, Wanted wanted, Deadline deadline) {
        return switch (reference) {
            case SecretReference.EnvironmentVariable(String name) -> variable(name, wanted);
            case SecretReference.OwnFile file -> SecretFile.read(file, wanted);
            case SecretReference.GitCredential credential ->
                    gitCredentials.password(credential, wanted, deadline);
        };
    }

    @Override
    public boolean keep(SecretReference reference, SecureValue value, Wanted wanted) {
        return switch (reference) {
            case SecretReference.OwnFile file -> {
                SecretFile.replace(file, value, wanted);
                yield true;
            }
            case SecretReference.EnvironmentVariable variable -> false;
            case SecretReference.GitCredential credential -> false;
        };
    }

    private SecureValue variable(String name, Wanted wanted) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw MissingSecret.of(
                    wanted,
                    "the variable " + name + " is not set",
                    "read -rs " + name + " && export " + name);
        }
        return SecureValue.takeFrom(value.toCharArray());
    }
}
