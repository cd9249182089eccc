package dev.stile.bench.flow;

import dev.stile.bench.stage.CommandFailed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a child wrote down.
 *
 * @param first when it wrote its first event, in seconds since 1970
 * @param last when it read its last ack
 * @param ages milliseconds from the write of an event to the read of its ack
 */
record Told(double first, double last, List<Double> ages) {
    private static final Duration GLANCE = Duration.ofMillis(10);

    Told {
        ages = List.copyOf(ages);
    }

    /** Waits until a child has all its acks. */
    static Told await(Path log, Duration longest) {
        Await.until("the last ack", longest, GLANCE, () -> Files.exists(log));
        List<String> lines = lines(log);
        String[] ends = lines.getFirst().split(" ");
        return new Told(
                Double.parseDouble(ends[0]),
                Double.parseDouble(ends[1]),
                millis(lines.subList(1, lines.size())));
    }

    /** Ages that an act wrote down, one each. */
    static List<Double> ages(Path log) {
        return Files.exists(log) ? millis(lines(log)) : List.of();
    }

    /** Without the first fifth, in which a daemon that has just begun gets warm. */
    Told settled() {
        return new Told(first, last, ages.subList(ages.size() / 5, ages.size()));
    }

    double percentile(int percent) {
        return percentile(ages, percent);
    }

    /** The smallest value that so many of a hundred are not above. */
    static double percentile(List<Double> values, int percent) {
        if (values.isEmpty()) {
            throw new CommandFailed("nothing was timed");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(rank, 1) - 1);
    }

    private static List<Double> millis(List<String> seconds) {
        return seconds.stream().map(line -> Double.parseDouble(line) * 1e3).toList();
    }

    private static List<String> lines(Path log) {
        try {
            return Files.readAllLines(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
