package dev.stile.simulator.hosting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The check runs and statuses of one repository, by commit. Read it under the host's lock. */
public final class Checks {
    private static final Set<String> GOOD = Set.of("success", "neutral", "skipped");

    /** What a required check has come to. */
    public enum Standing {
        PASSED,
        FAILED,
        PENDING,
        MISSING
    }

    private final Host host;
    private final List<CheckRun> runs = new ArrayList<>();
    private final List<CommitStatus> statuses = new ArrayList<>();

    Checks(Host host) {
        this.host = host;
    }

    CheckRun run(String sha, String check, App app, String status, Optional<String> conclusion) {
        return host.with(
                () -> {
                    long id = host.nextId();
                    CheckRun made =
                            new CheckRun(
                                    id,
                                    sha,
                                    check,
                                    app,
                                    status,
                                    conclusion,
                                    host.now(),
                                    conclusion.map(_ -> host.now()),
                                    "https://ci.example/" + id,
                                    CheckRun.Output.NONE);
                    runs.add(made);
                    return made;
                });
    }

    void complete(CheckRun run, String conclusion) {
        host.run(
                () ->
                        runs.replaceAll(
                                old ->
                                        old.id() == run.id()
                                                ? old.ended(conclusion, host.now())
                                                : old));
    }

    void write(CheckRun run, CheckRun.Output output) {
        host.run(() -> runs.replaceAll(old -> old.id() == run.id() ? old.wrote(output) : old));
    }

    CommitStatus status(Account by, String sha, String context, String state) {
        return host.with(
                () -> {
                    long id = host.nextId();
                    CommitStatus made =
                            new CommitStatus(
                                    id,
                                    sha,
                                    context,
                                    state,
                                    "",
                                    "https://ci.example/" + id,
                                    by,
                                    host.now());
                    statuses.add(made);
                    return made;
                });
    }

    /** All runs on a commit, oldest first. */
    public List<CheckRun> allRuns(String sha) {
        return runs.stream().filter(run -> run.sha().equals(sha)).toList();
    }

    /** The newest run per app and name on a commit. */
    public List<CheckRun> runs(String sha) {
        Map<String, CheckRun> newest = new LinkedHashMap<>();
        allRuns(sha).forEach(run -> newest.put(run.app().id() + "/" + run.name(), run));
        return List.copyOf(newest.values());
    }

    /** All statuses of a commit, newest first. */
    public List<CommitStatus> allStatuses(String sha) {
        return statuses.stream().filter(status -> status.sha().equals(sha)).toList().reversed();
    }

    /** The newest status per context of a commit. */
    public List<CommitStatus> statuses(String sha) {
        Map<String, CommitStatus> newest = new LinkedHashMap<>();
        allStatuses(sha).reversed().forEach(status -> newest.put(status.context(), status));
        return List.copyOf(newest.values());
    }

    /** The sum of both, in the words of a status; none when nothing was reported. */
    public Optional<String> rollup(String sha) {
        List<String> words = new ArrayList<>();
        runs(sha).forEach(run -> words.add(word(run)));
        statuses(sha).forEach(status -> words.add(status.state()));
        return words.isEmpty()
                ? Optional.empty()
                : List.of("failure", "error", "pending").stream()
                        .filter(words::contains)
                        .findFirst()
                        .or(() -> Optional.of("success"));
    }

    private static String word(CheckRun run) {
        return run.conclusion()
                .map(result -> GOOD.contains(result) ? "success" : "failure")
                .orElse("pending");
    }

    /** What a required check has come to on a commit. */
    Standing standing(String sha, BranchRules.Required required) {
        List<String> words = new ArrayList<>();
        runs(sha).stream()
                .filter(run -> run.name().equals(required.name()))
                .filter(run -> required.app().filter(app -> app != run.app().id()).isEmpty())
                .forEach(run -> words.add(word(run)));
        if (required.app().isEmpty()) {
            statuses(sha).stream()
                    .filter(status -> status.context().equals(required.name()))
                    .forEach(status -> words.add(status.state()));
        }
        if (words.isEmpty()) {
            return Standing.MISSING;
        }
        if (words.contains("failure") || words.contains("error")) {
            return Standing.FAILED;
        }
        return words.contains("pending") ? Standing.PENDING : Standing.PASSED;
    }
}
