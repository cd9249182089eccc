package dev.stile.core.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.http.HttpRequest;
import dev.stile.core.egress.wire.RawAnswer;
import dev.stile.testkit.Proves;
import dev.stile.testkit.fuzz.Fuzzing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Whatever a server writes into its headers about waiting leads to a bounded wait or to none. */
@Proves({"TU-13", "TU-80"})
final class FuzzedHeadersTest {
    private final LimitSigns signs =
            new LimitSigns(Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void noWaitIsLongerThanWeWouldEverWait() {
        Fuzzing.texts("120", "Sat, 21 Nov 2026 10:01:00 GMT", "0", "9999999999", "1795255200")
                .run(
                        bytes -> {
                            String text = new String(bytes, StandardCharsets.ISO_8859_1);
                            for (int status : new int[] {429, 503, 200}) {
                                RawAnswer answer = answer(status, text);
                                signs.delay(answer)
                                        .ifPresent(
                                                wait ->
                                                        assertThat(wait)
                                                                .isBetween(
                                                                        Duration.ZERO,
                                                                        LimitSigns.LONGEST));
                                assertThat(signs.read(answer, "calls")).isNotNull();
                                assertThat(signs.read(answer, HttpRequest.REQUESTS)).isNotNull();
                            }
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "120, 120",
        "0, 0",
        "86400, 86400",
        "2592000, 86400",
        "99999999999999999999999, 86400",
        "'Sat, 21 Nov 2026 10:01:00 GMT', 60",
        "'Sun, 21 Nov 2027 10:01:00 GMT', 86400",
        "'Sat, 21 Nov 2026 09:00:00 GMT', 0",
        "-5, -1",
        "1e3, -1",
        "soon, -1",
        "'', -1",
    })
    void aWaitIsWhatWasSaidAtMostADayAndNothingWhereItIsOdd(String said, long seconds) {
        Optional<Duration> wait =
                signs.delay(
                        new RawAnswer(
                                429,
                                List.of(new RawAnswer.Header("Retry-After", said)),
                                new byte[0]));
        assertThat(wait)
                .isEqualTo(Optional.of(seconds).filter(due -> due >= 0).map(Duration::ofSeconds));
    }

    /** In milliseconds it would be thousands of years away: that says nothing. */
    @ParameterizedTest
    @CsvSource({
        "60, 60",
        "1795255260, 60",
        "9999999999, 86400",
        "17952552600, -1",
        "1795255260000, -1"
    })
    void aResetThatIsOddSaysNothing(String said, long seconds) {
        Optional<Duration> wait =
                signs.delay(
                        new RawAnswer(
                                429,
                                List.of(
                                        new RawAnswer.Header("X-RateLimit-Remaining", "0"),
                                        new RawAnswer.Header("X-RateLimit-Reset", said)),
                                new byte[0]));
        assertThat(wait)
                .isEqualTo(Optional.of(seconds).filter(due -> due >= 0).map(Duration::ofSeconds));
    }

    @Test
    void aDateIsReckonedByTheServersOwnClock() {
        Optional<Duration> wait =
                signs.delay(
                        new RawAnswer(
                                429,
                                List.of(
                                        new RawAnswer.Header(
                                                "Date", "Sat, 21 Nov 2026 08:00:00 GMT"),
                                        new RawAnswer.Header(
                                                "Retry-After", "Sat, 21 Nov 2026 08:00:30 GMT")),
                                new byte[0]));
        assertThat(wait).contains(Duration.ofSeconds(30));
    }

    private static RawAnswer answer(int status, String text) {
        return new RawAnswer(
                status,
                List.of(
                        new RawAnswer.Header("Retry-After", text),
                        new RawAnswer.Header("RateLimit-Remaining", text),
                        new RawAnswer.Header("X-RateLimit-Limit", text),
                        new RawAnswer.Header("RateLimit-Reset", text)),
                new byte[0]);
    }
}
