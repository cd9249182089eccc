package dev.stile.connectors.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.testkit.Proves;
import dev.stile.testkit.fuzz.Fuzzing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class CronTest {
    private static List<String> next(String cron, String zone, String after, int count) {
        Plan plan = new Plan(Cron.parse(cron), ZoneId.of(zone));
        List<String> ticks = new ArrayList<>();
        Instant at = Instant.parse(after);
        while (ticks.size() < count) {
            at = plan.after(at).orElseThrow();
            ticks.add(at.toString());
        }
        return ticks;
    }

    @ParameterizedTest
    @CsvSource({
        "0 9 * * mon-fri,        2026-01-02T09:00:00Z, 2026-01-05T09:00:00Z",
        "*/15 * * * *,           2026-01-01T00:15:00Z, 2026-01-01T00:30:00Z",
        "5-10/5 4 1 * *,         2026-01-01T04:04:59Z, 2026-01-01T04:05:00Z",
        "0 0 29 feb *,           2026-01-01T00:00:00Z, 2028-02-29T00:00:00Z",
        "0 0 13 * fri,           2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z",
        "0 0 * * 7,              2026-01-01T00:00:00Z, 2026-01-04T00:00:00Z",
        "0 0 * * 0,              2026-01-01T00:00:00Z, 2026-01-04T00:00:00Z",
        "30 12 1 jan-mar/2 *,    2026-01-02T00:00:00Z, 2026-03-01T12:30:00Z",
        "10/20 3 * * *,          2026-01-01T03:10:00Z, 2026-01-01T03:30:00Z",
    })
    @Proves("FL-12")
    void theNextTickIsWhatAnyCronWouldGive(String cron, String after, String next) {
        assertThat(next(cron, "UTC", after, 1)).containsExactly(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "5-1 * * * *",
                "*/0 * * * *",
                "a * * * *",
                "1,, * * * *",
                "1-2-3 * * * *",
                "0 0 30 feb *",
                "0 0 31 4,6,9,11 *",
                "-1 * * * *",
                "1/2/3 * * * *"
            })
    @Proves("FL-12")
    void whatIsNoScheduleOrPlansNothingIsRefused(String text) {
        assertThatThrownBy(() -> Cron.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Proves("FL-12")
    void aTimeThatTheZoneSkipsComesOnceAtTheEndOfTheGap() {
        assertThat(next("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", 3))
                .containsExactly(
                        "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
        assertThat(next("0,30 2,3 * * *", "Europe/Berlin", "2026-03-28T23:00:00Z", 3))
                .containsExactly(
                        "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:00:00Z");
    }

    @Test
    @Proves("FL-12")
    void aTimeThatTheZoneRepeatsComesTheFirstTime() {
        assertThat(next("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    @Proves("FL-12")
    void eachHourGoesByTheClockThroughBothChanges() {
        assertThat(next("30 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 3))
                .containsExactly(
                        "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z");
        assertThat(next("30 * * * *", "Europe/Berlin", "2026-10-25T00:00:00Z", 3))
                .containsExactly(
                        "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z");
    }

    @Test
    @Proves("FL-12")
    void aDayThatAZoneSkipsWholeIsATickAtItsEnd() {
        assertThat(next("0 12 * * *", "Pacific/Apia", "2011-12-29T00:00:00Z", 3))
                .containsExactly(
                        "2011-12-29T22:00:00Z", "2011-12-30T10:00:00Z", "2011-12-30T22:00:00Z");
    }

    @Test
    @Proves("TU-80")
    void anyTextIsAScheduleOrRefused() {
        Fuzzing.texts("0 9 * * mon-fri", "*/15 1-5,7 1,15 jan-dec/3 *", "59 23 31 12 7")
                .refusing(IllegalArgumentException.class)
                .run(
                        bytes -> {
                            Cron cron = Cron.parse(new String(bytes, StandardCharsets.UTF_8));
                            Optional<Instant> next =
                                    new Plan(cron, ZoneOffset.UTC)
                                            .after(Instant.parse("2026-01-01T00:00:00Z"));
                            assertThat(next).isPresent();
                        });
    }
}
