package dev.stile.flow.conform;

import dev.stile.api.json.Json;

import java.util.List;
import java.util.stream.Collectors;

/** All cases, in the order in which they ran. */
public record Report(List<Result> results) {
    public Report {
        results = List.copyOf(results);
    }

    /** Whether no case failed. */
    public boolean passed() {
        return count(Result.Outcome.FAIL) == 0;
    }

    /** Whether no case failed, and none was skipped but for what the program does not offer. */
    public boolean passedStrictly() {
        return passed()
                && results.stream()
                        .filter(result -> result.outcome() == Result.Outcome.SKIPPED)
                        .allMatch(result -> result.seen().startsWith(Cases.NOT_OFFERED));
    }

    /** For programs. */
    public Json.JsonObject json() {
        return Json.object()
                .put("passed", count(Result.Outcome.PASS))
                .put("failed", count(Result.Outcome.FAIL))
                .put("skipped", count(Result.Outcome.SKIPPED))
                .put("cases", Json.array(results.stream().map(Result::json).toList()))
                .build();
    }

    /** For people: a line a case, and a last one that counts. */
    public String text() {
        return results.stream().map(Result::text).collect(Collectors.joining("\n"))
                + "\n"
                + count(Result.Outcome.PASS)
                + " passed, "
                + count(Result.Outcome.FAIL)
                + " failed, "
                + count(Result.Outcome.SKIPPED)
                + " skipped\n";
    }

    private long count(Result.Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }
}
