package dev.stile.api.hosting;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long each step with a code host may take.
 *
 * @param changed those that are not as usual
 */
public record HostDeadlines(Map<Step, Duration> changed) {
    /**
     * No step may be given more. Whatever is left over after the longest call was abandoned, so no
     * step comes near that.
     */
    public static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** What has a deadline. */
    public enum Step {
        /** {@link GitHost#initialize}. */
        INITIALIZE(10),
        /** {@link GitHost#healthCheck}. */
        HEALTH(5),
        /** {@link GitHost#shutdown}. */
        SHUTDOWN(5),
        /** One request and its answer. */
        REQUEST(15),
        /** A method that reads, all its pages included. */
        READ(30),
        /** A method that writes, the reads around it included. */
        WRITE(60);

        private final Duration usual;

        Step(long seconds) {
            this.usual = Duration.ofSeconds(seconds);
        }

        /** What holds where nothing else is said. */
        public Duration usual() {
            return usual;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public HostDeadlines {
        changed = Map.copyOf(changed);
    }

    /** All as usual. */
    public static HostDeadlines usual() {
        return new HostDeadlines(Map.of());
    }

    public Duration of(Step step) {
        return changed.getOrDefault(step, step.usual());
    }

    /**
     * Those of a text such as {@code read=PT45S,write=PT2M}, the others as usual.
     *
     * @throws IllegalArgumentException if it is of another form, or a time is less than a second or
     *     more than five minutes
     */
    public static HostDeadlines parse(String text) {
        Map<Step, Duration> changed = new EnumMap<>(Step.class);
        for (String each : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] parts = each.strip().split("=", 2);
            Step step =
                    step(parts[0])
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "no such step: " + parts[0]));
            Duration time = time(parts.length == 2 ? parts[1] : "");
            if (changed.put(step, time) != null) {
                throw new IllegalArgumentException("named twice: " + parts[0]);
            }
        }
        changed.entrySet().removeIf(each -> each.getValue().equals(each.getKey().usual()));
        return new HostDeadlines(changed);
    }

    private static Optional<Step> step(String word) {
        return Arrays.stream(Step.values()).filter(step -> step.word().equals(word)).findFirst();
    }

    private static Duration time(String text) {
        try {
            Duration time = Duration.parse(text);
            if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("out of bounds");
            }
            return time;
        } catch (DateTimeException broken) {
            throw new IllegalArgumentException("not a time", broken);
        }
    }

    /** As {@link #parse} reads it; empty if all are as usual. */
    @Override
    public String toString() {
        return Arrays.stream(Step.values())
                .filter(changed::containsKey)
                .map(step -> step.word() + "=" + changed.get(step))
                .collect(Collectors.joining(","));
    }
}
