package dev.stile.simulator.hosting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of a check on a commit.
 *
 * @param status {@code queued}, {@code in_progress}, {@code completed} and their like
 * @param conclusion the result, when completed: {@code success}, {@code failure} and their like
 * @param output what it wrote
 */
public record CheckRun(
        long id,
        String sha,
        String name,
        App app,
        String status,
        Optional<String> conclusion,
        Instant startedAt,
        Optional<Instant> completedAt,
        String url,
        Output output) {
    /** What a run wrote; each empty if it wrote nothing. */
    public record Output(
            Optional<String> title,
            Optional<String> summary,
            Optional<String> text,
            List<Annotation> annotations) {
        /** Nothing. */
        public static final Output NONE =
                new Output(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

        public Output {
            annotations = List.copyOf(annotations);
        }
    }

    /**
     * A remark on a line.
     *
     * @param level {@code failure}, {@code notice} or {@code warning}
     */
    public record Annotation(String path, int line, String level, String message) {}

    CheckRun ended(String result, Instant at) {
        return new CheckRun(
                id,
                sha,
                name,
                app,
                "completed",
                Optional.of(result),
                startedAt,
                Optional.of(at),
                url,
                output);
    }

    CheckRun wrote(Output said) {
        return new CheckRun(
                id, sha, name, app, status, conclusion, startedAt, completedAt, url, said);
    }
}
