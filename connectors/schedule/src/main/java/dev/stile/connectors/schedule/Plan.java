package dev.stile.connectors.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The instants of a cron expression in a time zone. Pure.
 *
 * <p>When clocks are changed: an expression whose hour begins with a star goes by what clocks show,
 * so an hour that is skipped has no ticks and one that is repeated has them twice. An expression
 * that names hours plans times of day, each once: a time that the zone skips comes at the first
 * instant after the gap (two that fall there are one tick), and a time that it repeats comes the
 * first time.
 */
record Plan(Cron cron, ZoneId zone) {
    /** Longer than any wait between two ticks: a 29 February on one weekday takes 40 years. */
    private static final int MOST_DAYS = 366 * 41;

    /** The first planned instant after that one; nothing if none comes in 40 years. */
    Optional<Instant> after(Instant instant) {
        return cron.hours().open() ? byTheClock(instant) : byTheDay(instant);
    }

    private Optional<Instant> byTheClock(Instant instant) {
        ZonedDateTime at =
                instant.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        LocalDate last = at.toLocalDate().plusDays(MOST_DAYS);
        while (at.toLocalDate().isBefore(last)) {
            if (!cron.isOn(at.toLocalDate())) {
                at = at.toLocalDate().plusDays(1).atStartOfDay(zone);
            } else if (cron.hours().allows(at.getHour()) && cron.minutes().allows(at.getMinute())) {
                return Optional.of(at.toInstant());
            } else {
                at = at.plus(1, ChronoUnit.MINUTES);
            }
        }
        return Optional.empty();
    }

    /** From the days before, since a zone may skip a whole day. */
    private Optional<Instant> byTheDay(Instant instant) {
        LocalDate date = instant.atZone(zone).toLocalDate().minusDays(2);
        LocalDate last = date.plusDays(MOST_DAYS);
        while (date.isBefore(last)) {
            if (cron.isOn(date)) {
                Optional<Instant> found = Optional.ofNullable(instants(date).higher(instant));
                if (found.isPresent()) {
                    return found;
                }
            }
            date = date.plusDays(1);
        }
        return Optional.empty();
    }

    private NavigableSet<Instant> instants(LocalDate date) {
        NavigableSet<Instant> instants = new TreeSet<>();
        for (int hour : cron.hours().numbers()) {
            for (int minute : cron.minutes().numbers()) {
                instants.add(instant(date.atTime(LocalTime.of(hour, minute))));
            }
        }
        return instants;
    }

    private Instant instant(LocalDateTime time) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(time);
        boolean skipped = transition != null && transition.isGap();
        return skipped
                ? transition.getInstant()
                : ZonedDateTime.ofLocal(time, zone, null).toInstant();
    }
}
