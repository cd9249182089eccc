package dev.stile.core.time;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * The real time and an offset (FL-100). With {@code STILE_TESTING=1} the file that {@code
 * STILE_CLOCK_OFFSET_FILE} names says how many seconds it is, such as {@code 3600} or {@code -0.5};
 * without both there is none.
 *
 * <p>The file is read at each question. One that is not there or says no number leaves the offset
 * as it was, at first 0, so it need not be replaced in one step. Where the offset grows, both
 * clocks go forward by as much; where it shrinks, the wall clock alone goes back. Any thread may
 * ask.
 */
public final class OffsetTime {
    /** 31 years, of which nanoseconds can be counted. */
    private static final Pattern SECONDS = Pattern.compile("[+-]?[0-9]{1,9}(\\.[0-9]{1,9})?");

    private static final int LONGEST_BYTES = 64;
    private static final int NANO_DIGITS = 9;

    private final Clock real;
    private final LongSupplier realNanos;
    private final Optional<Path> file;
    private Duration offset = Duration.ZERO;
    private long grown;

    private OffsetTime(Clock real, LongSupplier realNanos, Optional<Path> file) {
        this.real = real;
        this.realNanos = realNanos;
        this.file = file;
        look();
    }

    /**
     * @param environment variables of the process
     * @param real the wall clock
     * @param realNanos the monotonic one, as {@link System#nanoTime()} counts
     */
    public static OffsetTime of(
            Map<String, String> environment, Clock real, LongSupplier realNanos) {
        boolean testing = "1".equals(environment.get("STILE_TESTING"));
        return new OffsetTime(
                real,
                realNanos,
                Optional.ofNullable(environment.get("STILE_CLOCK_OFFSET_FILE"))
                        .filter(name -> testing && !name.isEmpty())
                        .map(Path::of));
    }

    /** The wall clock. */
    public Clock clock() {
        return new OffsetClock(real);
    }

    /** The monotonic clock, which never goes back. */
    public synchronized long nanos() {
        look();
        return realNanos.getAsLong() + grown;
    }

    private synchronized Duration look() {
        Duration found = file.flatMap(OffsetTime::read).orElse(offset);
        Duration growth = found.minus(offset);
        if (growth.isPositive()) {
            grown += growth.toNanos();
        }
        offset = found;
        return found;
    }

    private static Optional<Duration> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String text =
                    new String(in.readNBytes(LONGEST_BYTES), StandardCharsets.ISO_8859_1).strip();
            return SECONDS.matcher(text).matches()
                    ? Optional.of(
                            Duration.ofNanos(
                                    new BigDecimal(text)
                                            .movePointRight(NANO_DIGITS)
                                            .longValueExact()))
                    : Optional.empty();
        } catch (IOException notNow) {
            return Optional.empty();
        }
    }

    private final class OffsetClock extends Clock {
        private final Clock zoned;

        private OffsetClock(Clock zoned) {
            this.zoned = zoned;
        }

        @Override
        public Instant instant() {
            return zoned.instant().plus(look());
        }

        @Override
        public ZoneId getZone() {
            return zoned.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new OffsetClock(zoned.withZone(zone));
        }
    }
}
