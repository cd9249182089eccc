package dev.stile.connectors.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;

/**
 * A cron expression of five fields: minute, hour, day of the month, month, day of the week. Lists,
 * ranges, steps and English names of three letters are read; Sunday is 0 and 7. Where both days are
 * restricted, either is enough, as with any cron.
 */
record Cron(String text, Field minutes, Field hours, Field days, Field months, Field weekdays) {
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final List<String> WEEKDAYS =
            List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private static final Field.Kind MINUTE = new Field.Kind("minute", 0, 59, List.of());
    private static final Field.Kind HOUR = new Field.Kind("hour", 0, 23, List.of());
    private static final Field.Kind DAY = new Field.Kind("day of the month", 1, 31, List.of());
    private static final Field.Kind MONTH = new Field.Kind("month", 1, 12, MONTHS);
    private static final Field.Kind WEEKDAY = new Field.Kind("day of the week", 0, 7, WEEKDAYS);

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it is none, or plans nothing ever
     */
    static Cron parse(String text) {
        List<String> parts = List.of(text.strip().split("\\s+"));
        if (parts.size() != 5) {
            throw new IllegalArgumentException(
                    "a schedule is minute, hour, day, month and weekday, such as 0 9 * * mon-fri");
        }
        Cron cron =
                new Cron(
                        String.join(" ", parts),
                        MINUTE.read(parts.get(0)),
                        HOUR.read(parts.get(1)),
                        DAY.read(parts.get(2)),
                        MONTH.read(parts.get(3)),
                        sundayOnce(WEEKDAY.read(parts.get(4))));
        if (!cron.everComes()) {
            throw new IllegalArgumentException("no month that is named has such a day");
        }
        return cron;
    }

    /** Whether something is planned on that day. */
    boolean isOn(LocalDate date) {
        if (!months.allows(date.getMonthValue())) {
            return false;
        }
        boolean day = days.allows(date.getDayOfMonth());
        boolean weekday =
                weekdays.allows(date.getDayOfWeek().getValue() % DayOfWeek.values().length);
        return (days.open() || weekdays.open()) ? day && weekday : day || weekday;
    }

    private static Field sundayOnce(Field weekdays) {
        BitSet allowed = weekdays.allowed();
        if (allowed.get(7)) {
            allowed.set(0);
        }
        return new Field(allowed, weekdays.open());
    }

    /** The calendar repeats after 400 years; eight hold a leap day in any case. */
    private boolean everComes() {
        LocalDate from = LocalDate.of(2000, 1, 1);
        return from.datesUntil(from.plusYears(28)).anyMatch(this::isOn);
    }
}
