package dev.stile.core.egress;

import dev.stile.api.http.HttpRequest;
import dev.stile.core.egress.wire.RawAnswer;
import dev.stile.core.limit.ServerLimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the headers of an answer say about limits (TR-60), read strictly: what is odd says nothing.
 */
final class LimitSigns {
    private static final Duration LONGEST = Duration.ofDays(2);

    /** Larger numbers in a reset header are seconds since 1970, smaller ones seconds from now. */
    private static final long FIRST_EPOCH_SECOND = 1_000_000_000L;

    private final Clock clock;

    LimitSigns(Clock clock) {
        this.clock = clock;
    }

    /**
     * What the buckets should know, if the answer says anything. Where the budgets of a server are
     * apart, a wait that none of them explains is one for all of them.
     *
     * @param resource the limit that the request was counted against
     */
    Optional<ServerLimit> read(RawAnswer answer, String resource) {
        if (isForAll(answer, resource)) {
            return Optional.of(new ServerLimit.SecondaryBlocked(delay(answer)));
        }
        if (answer.status() == 429) {
            return Optional.of(
                    delay(answer)
                            .<ServerLimit>map(ServerLimit.Blocked::new)
                            .orElse(new ServerLimit.SecondaryBlocked(Optional.empty())));
        }
        if (answer.status() == 503 && delay(answer).isPresent()) {
            return delay(answer).map(ServerLimit.Blocked::new);
        }
        return remaining(answer);
    }

    private static boolean isForAll(RawAnswer answer, String resource) {
        return !resource.equals(HttpRequest.REQUESTS)
                && (answer.status() == 429 || answer.status() == 403)
                && answer.header("Retry-After").isPresent()
                && !usedUp(answer);
    }

    /**
     * How long a server that refuses to answer wants us to wait: {@code Retry-After} in seconds or
     * as a date (RFC 9110, 10.2.3), or the reset of a budget that is used up.
     */
    Optional<Duration> delay(RawAnswer answer) {
        return answer.header("Retry-After")
                .flatMap(this::delay)
                .or(() -> usedUp(answer) ? reset(answer) : Optional.empty());
    }

    private Optional<Duration> delay(String text) {
        OptionalLong seconds = number(text);
        if (seconds.isPresent()) {
            return Optional.of(bounded(Duration.ofSeconds(seconds.getAsLong())));
        }
        return HttpDates.parse(text).map(date -> bounded(Duration.between(clock.instant(), date)));
    }

    private static boolean usedUp(RawAnswer answer) {
        OptionalLong left = find(answer, "RateLimit-Remaining");
        return left.isPresent() && left.getAsLong() == 0;
    }

    private Optional<ServerLimit> remaining(RawAnswer answer) {
        OptionalLong left = find(answer, "RateLimit-Remaining");
        Optional<Duration> reset = reset(answer);
        if (left.isEmpty() || reset.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ServerLimit.Remaining(
                        find(answer, "RateLimit-Limit"), left.getAsLong(), reset.get()));
    }

    private Optional<Duration> reset(RawAnswer answer) {
        OptionalLong reset = find(answer, "RateLimit-Reset");
        if (reset.isEmpty()) {
            return Optional.empty();
        }
        long seconds = reset.getAsLong();
        return Optional.of(
                bounded(
                        seconds >= FIRST_EPOCH_SECOND
                                ? Duration.between(clock.instant(), Instant.ofEpochSecond(seconds))
                                : Duration.ofSeconds(seconds)));
    }

    private static OptionalLong find(RawAnswer answer, String name) {
        return answer.header(name)
                .or(() -> answer.header("X-" + name))
                .map(LimitSigns::number)
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong number(String text) {
        return text.matches("[0-9]{1,10}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    private static Duration bounded(Duration delay) {
        if (delay.isNegative()) {
            return Duration.ZERO;
        }
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
}
