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
 * @param sizes records of the projects
 * @param samples of each row
 * @param rows names of measurements; all unless given
 */
record Options(
        Path stile, Path json, List<Integer> sizes, int samples, Optional<List<String>> rows) {
    static final String USAGE =
            "usage: bench/run [--sizes 10,200,1000,10000,100000] [--samples 5] [--rows NAME,...]"
                    + " [--json FILE] [--stile FOLDER]\n";

    /** Reads a command line; empty if it cannot be read. */
    static Optional<Options> parse(Path root, List<String> arguments) {
        Options options =
                new Options(
                        root.resolve("cli/target/stile"),
                        root.resolve("bench/target/results.json"),
                        List.of(10, 200, 1_000, 10_000, 100_000),
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
            return switch (name) {
                case "--sizes" ->
                        Optional.of(
                                new Options(
                                        stile,
                                        json,
                                        Arrays.stream(value.split(","))
                                                .map(Integer::valueOf)
                                                .toList(),
                                        samples,
                                        rows));
                case "--samples" ->
                        Optional.of(new Options(stile, json, sizes, Integer.parseInt(value), rows));
                case "--rows" ->
                        Optional.of(
                                new Options(
                                        stile,
                                        json,
                                        sizes,
                                        samples,
                                        Optional.of(List.of(value.split(",")))));
                case "--json" ->
                        Optional.of(
                                new Options(
                                        stile,
                                        Path.of(value).toAbsolutePath(),
                                        sizes,
                                        samples,
                                        rows));
                case "--stile" ->
                        Optional.of(
                                new Options(
                                        Path.of(value).toAbsolutePath(),
                                        json,
                                        sizes,
                                        samples,
                                        rows));
                default -> Optional.empty();
            };
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** Whether a measurement is wanted. */
    boolean wants(String name) {
        return rows.isEmpty() || rows.get().contains(name);
    }
}
