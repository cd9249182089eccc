package dev.stile.core.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.http.HttpRequest;
import dev.stile.core.egress.wire.RawAnswer;
import dev.stile.testkit.Proves;
import dev.stile.testkit.fuzz.Fuzzing;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

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
                                                                        Duration.ofDays(2)));
                                assertThat(signs.read(answer, "calls")).isNotNull();
                                assertThat(signs.read(answer, HttpRequest.REQUESTS)).isNotNull();
                            }
                        });
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
