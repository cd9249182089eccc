package dev.stile.testkit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;

class JsonTimesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-05T10:00:00Z",
                "2026-01-05T10:00:00.5Z",
                "2024-02-29T23:59:59.123456789Z",
                "2026-01-05T10:00:00+05:30",
                "2026-01-05T10:00:00.25-08:00"
            })
    void aTimeIsTheInstantThatTheJdkReads(String text) {
        assertThat(read(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
    }

    @Test
    void everyInstantIsReadAsItWasWritten() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            Instant instant =
                    Instant.ofEpochSecond(
                            random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
            assertThat(read(instant.toString())).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-05",
                "2026-13-05T10:00:00Z",
                "2026-02-30T10:00:00Z",
                "2026-01-05T25:00:00Z",
                "2026-01-05T10:00:00.1234567890Z",
                "2026-01-05 10:00:00Z",
                "2026-01-05T10:00:00",
                "now"
            })
    void whatIsNoTimeIsMalformed(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ConnectorException.Malformed.class);
    }

    private static Instant read(String text) {
        return JsonView.of(Json.text(text)).instant();
    }
}
