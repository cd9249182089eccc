package dev.stile.connectors.github.client;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.hosting.Tri;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.StatusErrors;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Quantity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The host's signs of a limit (its documentation, "Rate limits for the REST API"): a primary one
 * has no requests left until its reset, a secondary one says so in its message and may name a wait.
 */
final class Limits {
    private static final Duration WITHOUT_TIME = Duration.ofSeconds(60);

    /** One minute doubled so often is the longest wait that is obeyed. */
    private static final int MOST_DOUBLINGS = 6;

    private static final Duration LONGEST = Duration.ofHours(1);

    private final Clock clock;
    private final AtomicInteger inARow = new AtomicInteger();

    Limits(Clock clock) {
        this.clock = clock;
    }

    /** The error, if a refusal is a limit and no lack of rights. */
    Optional<RateLimited> of(HttpAnswer answer) {
        Optional<Long> wait = number(answer, "Retry-After");
        boolean secondary = saysSecondary(answer);
        boolean usedUp = number(answer, "X-RateLimit-Remaining").equals(Optional.of(0L));
        if (wait.isPresent() || secondary) {
            return Optional.of(limited(wait.map(Duration::ofSeconds).orElseGet(this::next), true));
        }
        return usedUp || answer.status() == 429 ? Optional.of(primary(answer)) : Optional.empty();
    }

    /** What an answer that is no success means; a refusal may be a limit. */
    ConnectorException error(HttpRequest request, HttpAnswer answer, What what) {
        if (answer.status() != 403 && answer.status() != 429) {
            return StatusErrors.of(request, answer, what);
        }
        return of(answer)
                .<ConnectorException>map(limited -> limited)
                .orElseGet(
                        () ->
                                new Permission(
                                        "the token does not allow " + request.operation(),
                                        List.of()))
                .saying(answer.text());
    }

    /** The host answers again; a success may be a refusal too, which says so in its body. */
    void passed(HttpAnswer answer) {
        if (inARow.get() > 0 && !saysSecondary(answer)) {
            inARow.set(0);
        }
    }

    /** Without a time it is a minute, and twice as long each time in a row. */
    private Duration next() {
        int before = inARow.getAndUpdate(count -> Math.min(count + 1, MOST_DOUBLINGS));
        Duration wait = WITHOUT_TIME.multipliedBy(1L << before);
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
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
