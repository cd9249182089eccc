package dev.stile.simulator.hosting;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A credential.
 *
 * @param scopes what a classic one is good for, such as {@code repo}; the others pass by role
 * @param expiresAt when it ends, if it does
 */
public record AccessToken(
        String value, Account account, Kind kind, Set<String> scopes, Optional<Instant> expiresAt) {
    /** The kinds that answer differently when something is out of their reach. */
    public enum Kind {
        CLASSIC,
        FINE_GRAINED,
        INSTALLATION
    }

    public AccessToken {
        scopes = Set.copyOf(scopes);
    }

    @Override
    public String toString() {
        return "AccessToken[" + account.login() + "]";
    }
}
