package dev.stile.simulator.access;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.time.SimulatedClock;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The tokens there are, by name. For any thread. */
public final class Tokens {
    private final SimulatedClock clock;
    private final Map<String, Token> tokens = new ConcurrentSkipListMap<>();

    /** No tokens yet; they expire by this clock. */
    public Tokens(SimulatedClock clock) {
        this.clock = clock;
    }

    /** Adds a token, or puts it in place of the one with its name. */
    public void put(Token token) {
        tokens.put(token.name(), token);
    }

    /** Takes a token out, as if it had never been. */
    public void remove(String name) {
        tokens.remove(name);
    }

    /** The token with this name, if there is one. */
    public Optional<Token> named(String name) {
        return Optional.ofNullable(tokens.get(name));
    }

    /** All tokens, by name. */
    public List<Token> all() {
        return List.copyOf(tokens.values());
    }

    /**
     * The name of the token in this header, for logs and fault rules; {@code anonymous} when there
     * is none.
     */
    public String actor(Optional<String> authorization) {
        return authorization.flatMap(this::find).map(Token::name).orElse("anonymous");
    }

    /** The good token in this header, or a refusal with 401. */
    public Token authenticate(Optional<String> authorization) {
        if (authorization.isEmpty()) {
            throw unauthorized("token_missing", "there is no Authorization: Bearer <token>");
        }
        Token token =
                authorization
                        .flatMap(this::find)
                        .orElseThrow(() -> unauthorized("token_unknown", "there is no such token"));
        if (token.revoked()) {
            throw unauthorized("token_revoked", "the token was revoked");
        }
        if (token.expiresAt().filter(at -> !clock.now().isBefore(at)).isPresent()) {
            throw unauthorized("token_expired", "the token has expired");
        }
        return token;
    }

    /** Refuses with 403, naming the scope, if the token lacks it. */
    public static void require(Token token, Scope scope) {
        if (!token.has(scope)) {
            throw Problem.of(403, "missing_scope", "the token lacks the scope " + scope.wireName())
                    .with("scope", Json.text(scope.wireName()))
                    .refused();
        }
    }

    private Optional<Token> find(String header) {
        // The scheme compares without case (RFC 9110 section 11.1), the token exactly.
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.empty();
        }
        String value = header.substring(7).strip();
        return tokens.values().stream().filter(token -> token.value().equals(value)).findFirst();
    }

    private static RuntimeException unauthorized(String code, String detail) {
        return Problem.of(401, code, detail).refused();
    }
}
