package dev.stile.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param stile folder of the distribution
 * @param json where the document goes
 * @param history to which one line is added
 * @param sizes records of the projects
 * @param events of the largest row of events; the others take a fixed part of it
 * @param samples of each row
 * @param rows names of measurements; all unless given
 */
record Options(
        Path stile,
        Path json,
        Path history,
        List<Integer> sizes,
        int events,
        int samples,
        Optional<List<String>> rows) {
    /** A median and a spread of fewer say nothing. */
    static final int LEAST_SAMPLES = 5;

    static final String USAGE =
            "usage: bench/run [--sizes 10,200,1000,10000,100000] [--events 100000] [--samples 5]"
                    + " [--rows NAME,...] [--json FILE] [--history FILE] [--stile FOLDER]\n"
                    + "At least "
                    + LEAST_SAMPLES
                    + " samples are taken.\n";

    /** Reads a command line; empty if it cannot be read. */
    static Optional<Options> parse(Path root, List<String> arguments) {
        Options options =
                new Options(
                        root.resolve("cli/target/stile"),
                        root.resolve("bench/target/results.json"),
                        root.resolve("bench/history.jsonl"),
                        List.of(10, 200, 1_000, 10_000, 100_000),
                        100_000,
                        5,
                        Optional.empty());
        if (arguments.size() % 2 != 0) {
            return Optional.empty();
        }
        for (int i = 0; i < arguments.size(); i += 2) {
            Optional<Options> next = options.with(arguments.get(i), arguments.get(i + 1));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            options = next.get();
        }
        return Optional.of(options);
    }

    private Optional<Options> with(String name, String value) {
        try {
            return Optional.ofNullable(
                    switch (name) {
                        case "--sizes" -> sized(numbers(value));
                        case "--events" -> told(Integer.parseInt(value));
                        case "--samples" ->
                                Integer.parseInt(value) < LEAST_SAMPLES
                                        ? null
                                        : sampled(Integer.parseInt(value));
                        case "--rows" -> choosing(List.of(value.split(",")));
                        case "--json" -> into(Path.of(value).toAbsolutePath());
                        case "--history" -> keeping(Path.of(value).toAbsolutePath());
                        case "--stile" -> of(Path.of(value).toAbsolutePath());
                        default -> null;
                    });
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static List<Integer> numbers(String value) {
        return Arrays.stream(value.split(",")).map(Integer::valueOf).toList();
    }

    private Options sized(List<Integer> others) {
        return new Options(stile, json, history, others, events, samples, rows);
    }

    private Options told(int others) {
        return new Options(stile, json, history, sizes, others, samples, rows);
    }

    private Options sampled(int others) {
        return new Options(stile, json, history, sizes, events, others, rows);
    }

    private Options choosing(List<String> names) {
        return new Options(stile, json, history, sizes, events, samples, Optional.of(names));
    }

    private Options into(Path file) {
        return new Options(stile, file, history, sizes, events, samples, rows);
    }

    private Options keeping(Path file) {
        return new Options(stile, json, file, sizes, events, samples, rows);
    }

    private Options of(Path folder) {
        return new Options(folder, json, history, sizes, events, samples, rows);
    }

    /** Whether a measurement is wanted. */
    boolean wants(String name) {
        return rows.isEmpty() || rows.get().contains(name);
    }
}
