package dev.stile.simulator.control;

import dev.stile.simulator.access.Limits;
import dev.stile.simulator.access.Role;
import dev.stile.simulator.access.Scope;
import dev.stile.simulator.access.Token;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a token out of what the control API is given. What is not named stays as it was. */
final class TokenForm {
    private TokenForm() {}

    static Token read(Json.Obj form, Optional<Token> before) {
        String name = Commands.required(form, "name");
        Token base =
                before.orElseGet(
                        () ->
                                Token.of(
                                        name,
                                        Commands.required(form, "token"),
                                        Commands.required(form, "user"),
                                        Set.of(Scope.READ)));
        return new Token(
                name,
                form.text("token").orElse(base.value()),
                form.text("user").orElse(base.user()),
                form.get("scopes").isPresent()
                        ? form.texts("scopes").stream()
                                .map(text -> choice("scopes", Scope.class, text))
                                .collect(Collectors.toSet())
                        : base.scopes(),
                form.get("roles").isPresent() ? roles(form.object("roles")) : base.roles(),
                form.text("otherwise")
                        .map(text -> choice("otherwise", Role.class, text))
                        .orElse(base.otherwise()),
                form.text("expires_at").map(TokenForm::instant).or(base::expiresAt),
                form.get("revoked").isPresent() ? form.isTrue("revoked") : base.revoked(),
                form.get("limits").isPresent() ? limits(form.object("limits")) : base.limits());
    }

    private static Map<String, Role> roles(Json.Obj form) {
        Map<String, Role> roles = new HashMap<>();
        form.members()
                .keySet()
                .forEach(
                        project ->
                                roles.put(
                                        project,
                                        choice(
                                                "roles",
                                                Role.class,
                                                form.text(project).orElse(""))));
        return roles;
    }

    private static Limits limits(Json.Obj form) {
        return new Limits(
                count(form, "requests"),
                Duration.ofSeconds(form.number("window_seconds").orElse(3600L)),
                count(form, "writes_per_minute"),
                count(form, "concurrent"),
                form.text("retry_after")
                        .map(text -> choice("retry_after", Limits.RetryAfter.class, text))
                        .orElse(Limits.RetryAfter.SECONDS));
    }

    private static OptionalInt count(Json.Obj form, String name) {
        return form.number(name)
                .map(value -> OptionalInt.of(value.intValue()))
                .orElse(OptionalInt.empty());
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw Problem.invalid("expires_at", "format", "a time is written 2026-11-21T09:00:00Z")
                    .refused();
        }
    }

    private static <E extends Enum<E>> E choice(String field, Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                Problem.notAllowed(
                                                field,
                                                "there is no such value",
                                                Arrays.stream(type.getEnumConstants())
                                                        .map(
                                                                value ->
                                                                        value.name()
                                                                                .toLowerCase(
                                                                                        Locale
                                                                                                .ROOT))
                                                        .toList())
                                        .refused());
    }
}
