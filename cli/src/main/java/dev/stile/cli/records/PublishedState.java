package dev.stile.cli.records;

import dev.stile.api.json.Json;
import dev.stile.git.repository.MirrorRepository;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One state of a project, as a commit of its mirror.
 *
 * @param commit its name
 * @param at on the server's clock
 * @param message what led to it, in words of ours
 */
record PublishedState(String commit, Instant at, String message) {
    /** The newest states, newest first; main is never rewritten, so their order is that of git. */
    static List<PublishedState> newest(
            MirrorRepository repository, long most, Optional<String> path) {
        if (repository.tip().isEmpty()) {
            return List.of();
        }
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "log",
                                "--first-parent",
                                "--max-count=" + most,
                                "--format=%H %ct %s",
                                MirrorRepository.MAIN,
                                "--"));
        path.ifPresent(arguments::add);
        return repository
                .git()
                .text(arguments.toArray(String[]::new))
                .lines()
                .map(PublishedState::parse)
                .toList();
    }

    private static PublishedState parse(String line) {
        String[] parts = line.split(" ", 3);
        return new PublishedState(
                parts[0], Instant.ofEpochSecond(Long.parseLong(parts[1])), parts[2]);
    }

    Json document() {
        return Json.object()
                .put("commit", commit)
                .put("at", at.toString())
                .put("message", message)
                .build();
    }
}
