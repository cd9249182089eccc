package dev.stile.git.push;

import dev.stile.api.value.Quantity;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands against a plan, and what a person should know of it. One thread at a time. */
final class Objections {
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> conflicts = new ArrayList<>();
    private final List<Failure> warnings = new ArrayList<>();
    private int filesWithIgnoredEdits;

    void refuse(Code code, String path, String message) {
        problems.add(Problem.at(code, path, message));
    }

    /** Two files want to be one record, or one file wants to be two. */
    void claimedTwice(String path, RecordId id, String message) {
        problems.add(Problem.at(Code.ID_CLAIMED_TWICE, path, message).about(List.of(id)));
    }

    boolean isClaimedTwice(String path) {
        return problems.stream()
                .anyMatch(
                        problem ->
                                problem.code() == Code.ID_CLAIMED_TWICE
                                        && problem.path().equals(Optional.of(path)));
    }

    void goneUpstream(String path, RecordId id) {
        conflicts.add(
                Problem.at(Code.VERSION_MISMATCH, path, "record " + id + " is gone upstream")
                        .about(List.of(id)));
    }

    void warn(Code code, String headline) {
        warnings.add(Failure.of(code).headline(headline).build());
    }

    void countIgnored(Quantity keys) {
        if (keys.value() > 0) {
            filesWithIgnoredEdits++;
        }
    }

    /** How many files change keys that only the server sets. */
    int filesWithIgnoredEdits() {
        return filesWithIgnoredEdits;
    }

    List<Problem> problems() {
        return problems;
    }

    List<Problem> conflicts() {
        return conflicts;
    }

    List<Failure> warnings() {
        return warnings;
    }
}
