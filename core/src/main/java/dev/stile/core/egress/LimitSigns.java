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
 * What the headers of an answer say about limits (TR-60), read strictly: what is odd says nothing,
 * and no wait is longer than a day.
 */
final class LimitSigns {
    /** No limit that anybody documents has a longer window. */
    static final Duration LONGEST = Duration.ofDays(1);

    /** Larger numbers in a reset header are seconds since 1970, smaller ones seconds from now. */
    private static final long FIRST_EPOCH_SECOND = 1_000_000_000L;

    private static final long FAR = 9_999_999_999L;

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
                .flatMap(text -> delay(text, answer))
                .or(() -> usedUp(answer) ? reset(answer) : Optional.empty());
    }

    /** A date in the past asks for no wait. */
    private Optional<Duration> delay(String text, RawAnswer answer) {
        OptionalLong seconds = seconds(text);
        if (seconds.isPresent()) {
            return Optional.of(bounded(Duration.ofSeconds(seconds.getAsLong())));
        }
        return HttpDates.parse(text).map(date -> bounded(Duration.between(now(answer), date)));
    }

    /** By the server's clock, where it tells it: that may go wrong by more than a wait. */
    private Instant now(RawAnswer answer) {
        return answer.header("Date").flatMap(HttpDates::parse).orElseGet(clock::instant);
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
                                ? Duration.between(now(answer), Instant.ofEpochSecond(seconds))
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

    /** One with more digits than any time needs is as long as it can be. */
    private static OptionalLong seconds(String text) {
        if (!text.matches("[0-9]{1,200}")) {
            return OptionalLong.empty();
        }
        String digits = text.replaceFirst("^0+(?=.)", "");
        return digits.length() > 10 ? OptionalLong.of(FAR) : number(digits);
    }

    private static Duration bounded(Duration delay) {
        if (delay.isNegative()) {
            return Duration.ZERO;
        }
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
}
