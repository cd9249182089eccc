package dev.stile.connectors.github.client;

import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.hosting.Tri;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Quantity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The host's signs of a limit (its documentation, "Rate limits for the REST API"): a primary one
 * has no requests left until its reset, a secondary one says so in its message and may name a wait.
 */
final class Limits {
    private static final Duration WITHOUT_TIME = Duration.ofSeconds(60);

    private final Clock clock;

    Limits(Clock clock) {
        this.clock = clock;
    }

    /** The error, if a refusal is a limit and no lack of rights. */
    Optional<RateLimited> of(HttpAnswer answer) {
        Optional<Long> wait = number(answer, "Retry-After");
        boolean secondary = saysSecondary(answer);
        boolean usedUp = number(answer, "X-RateLimit-Remaining").equals(Optional.of(0L));
        if (wait.isPresent() || secondary) {
            return Optional.of(limited(wait.map(Duration::ofSeconds).orElse(WITHOUT_TIME), true));
        }
        return usedUp || answer.status() == 429 ? Optional.of(primary(answer)) : Optional.empty();
    }

    /** The error of a budget that is used up. */
    RateLimited primary(HttpAnswer answer) {
        Duration left =
                number(answer, "X-RateLimit-Reset")
                        .map(second -> Duration.between(clock.instant(), at(second)))
                        .filter(wait -> !wait.isNegative() && !wait.isZero())
                        .orElse(WITHOUT_TIME);
        return limited(left, false);
    }

    private RateLimited limited(Duration wait, boolean secondary) {
        Duration odd = wait.isNegative() || wait.isZero() ? WITHOUT_TIME : wait;
        return new RateLimited(clock.instant().plus(odd), odd, secondary);
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static boolean saysSecondary(HttpAnswer answer) {
        return answer.text()
                        .checked(
                                text -> {
                                    String plain = text.toLowerCase(Locale.ROOT);
                                    return new Fact<>(
                                            Tri.of(
                                                    plain.contains("secondary rate limit")
                                                            || plain.contains("abuse detection")));
                                })
                        .answer()
                == Tri.YES;
    }

    private static Optional<Long> number(HttpAnswer answer, String name) {
        return answer.header(name)
                .map(
                        header ->
                                header.checked(
                                                text ->
                                                        new Quantity(
                                                                text.matches("[0-9]{1,10}")
                                                                        ? Long.parseLong(text) + 1
                                                                        : 0))
                                        .value())
                .filter(shifted -> shifted > 0)
                .map(shifted -> shifted - 1);
    }
}
