package dev.stile.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

@Proves("FL-100")
final class OffsetTimeTest {
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final Clock REAL = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final long NANOS = Long.MAX_VALUE - 5;

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("offset");
    }

    private OffsetTime time() {
        return time(Map.of("STILE_TESTING", "1", "STILE_CLOCK_OFFSET_FILE", file.toString()));
    }

    private static OffsetTime time(Map<String, String> environment) {
        return OffsetTime.of(environment, REAL, () -> NANOS);
    }

    private void say(String offset) throws IOException {
        Files.writeString(file, offset);
    }

    private static Duration passed(OffsetTime time) {
        return Duration.ofNanos(time.nanos() - NANOS);
    }

    @Test
    void growthMovesBothClocks() throws IOException {
        OffsetTime time = time();
        assertThat(time.clock().instant()).isEqualTo(NOW);
        assertThat(passed(time)).isZero();

        say("3600\n");
        assertThat(time.clock().instant()).isEqualTo(NOW.plusSeconds(3600));
        assertThat(passed(time)).isEqualTo(Duration.ofHours(1));

        say("3601.5");
        assertThat(time.clock().millis()).isEqualTo(NOW.plusMillis(3_601_500).toEpochMilli());
        assertThat(passed(time)).isEqualTo(Duration.ofMillis(3_601_500));
    }

    @Test
    void whereItShrinksTheWallClockAloneGoesBack() throws IOException {
        OffsetTime time = time();
        say("100");
        assertThat(passed(time)).isEqualTo(Duration.ofSeconds(100));

        say("-40");
        assertThat(time.clock().instant()).isEqualTo(NOW.minusSeconds(40));
        assertThat(passed(time)).isEqualTo(Duration.ofSeconds(100));

        say("-10");
        assertThat(time.clock().instant()).isEqualTo(NOW.minusSeconds(10));
        assertThat(passed(time)).isEqualTo(Duration.ofSeconds(130));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "1e9", "12345678901", "7 8", "1.", "7                 \n\n8"})
    void whatSaysNoNumberLeavesTheOffsetAsItWas(String broken) throws IOException {
        say(broken);
        OffsetTime time = time();
        assertThat(time.clock().instant()).isEqualTo(NOW);

        say("60");
        assertThat(time.clock().instant()).isEqualTo(NOW.plusSeconds(60));
        say(broken);
        assertThat(time.clock().instant()).isEqualTo(NOW.plusSeconds(60));
        Files.delete(file);
        assertThat(time.clock().instant()).isEqualTo(NOW.plusSeconds(60));
        assertThat(passed(time)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void inAnotherZoneItIsTheSameTime() throws IOException {
        say("60");
        Clock there = time().clock().withZone(ZoneId.of("Europe/Berlin"));
        assertThat(there.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(there.instant()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void outsideOfTestsTheFileDoesNothing() throws IOException {
        say("3600");
        for (Map<String, String> environment :
                List.of(
                        Map.of("STILE_CLOCK_OFFSET_FILE", file.toString()),
                        Map.of("STILE_TESTING", "0", "STILE_CLOCK_OFFSET_FILE", file.toString()),
                        Map.of("STILE_TESTING", "1"))) {
            OffsetTime time = time(environment);
            assertThat(time.clock().instant()).isEqualTo(NOW);
            assertThat(passed(time)).isZero();
        }
    }
}
