package dev.stile.simulator.access;

import dev.stile.simulator.json.Json;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A bearer token. Its value is a secret and is printed nowhere; logs call it by its name.
 *
 * @param name what logs and the control API call it
 * @param value what the client sends
 * @param user the handle of whom it speaks for
 * @param scopes what it may be used for
 * @param roles what the user is in each project, by slug
 * @param otherwise what the user is in every other project
 * @param expiresAt when it stops to be good
 * @param revoked whether it was taken back
 * @param limits how often it may be used
 */
public record Token(
        String name,
        String value,
        String user,
        Set<Scope> scopes,
        Map<String, Role> roles,
        Role otherwise,
        Optional<Instant> expiresAt,
        boolean revoked,
        Limits limits) {
    public Token {
        scopes = Set.copyOf(scopes);
        roles = Map.copyOf(roles);
    }

    /**
     * A token that never expires, is everything in every project, and may be used without limit.
     */
    public static Token of(String name, String value, String user, Set<Scope> scopes) {
        return new Token(
                name,
                value,
                user,
                scopes,
                Map.of(),
                Role.ADMIN,
                Optional.empty(),
                false,
                Limits.none());
    }

    /** What the user is in this project. */
    public Role role(String project) {
        return roles.getOrDefault(project, otherwise);
    }

    /** Whether it may be used for this. */
    public boolean has(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }

    /** Without its value. */
    public Json.Obj json() {
        var shownRoles = Json.object();
        new TreeMap<>(roles).forEach((project, role) -> shownRoles.put(project, role.wireName()));
        var object =
                Json.object()
                        .put("name", name)
                        .put("user", user)
                        .put(
                                "scopes",
                                Json.texts(scopes.stream().sorted().map(Scope::wireName).toList()))
                        .put("roles", shownRoles.build())
                        .put("otherwise", otherwise.wireName())
                        .put("revoked", revoked);
        expiresAt.ifPresent(at -> object.put("expires_at", at.toString()));
        return object.put("limits", limits.json()).build();
    }

    @Override
    public String toString() {
        return "Token[" + name + "]";
    }
}
