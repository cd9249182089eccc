package dev.stile.simulator.github.rest;

import dev.stile.simulator.github.access.Refused;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.CheckRun;
import dev.stile.simulator.hosting.CommitStatus;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.json.Json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The repository itself, its branches and what binds them, its people, its checks. */
final class RepositoryRoutes {
    private final Repositories repositories;
    private final Protections protections;
    private final Reports reports;
    private final People people;

    RepositoryRoutes(
            Repositories repositories, Protections protections, Reports reports, People people) {
        this.repositories = repositories;
        this.protections = protections;
        this.reports = reports;
        this.people = people;
    }

    Optional<Answer> answer(RestCall call) {
        HostedRepository repository = call.repository();
        if (call.is("GET")) {
            return Optional.of(Answer.ok(repositories.full(repository, call.caller())));
        }
        if (call.is("GET", "branches", "*")) {
            String branch = call.path().get(1);
            String sha = branch(repository, branch);
            return Optional.of(Answer.ok(protections.branch(repository, branch, sha)));
        }
        if (call.is("GET", "branches", "*", "protection")) {
            return Optional.of(protection(call));
        }
        if (call.is("GET", "rules", "branches", "*")) {
            return Optional.of(call.page(protections.rules(repository, call.path().get(2))));
        }
        if (call.is("GET", "collaborators", "*", "permission")) {
            return Optional.of(permission(call));
        }
        return checks(call);
    }

    private static String branch(HostedRepository repository, String branch) {
        return repository.branch(branch).orElseThrow(() -> Refused.of(404, "Branch not found"));
    }

    private Answer protection(RestCall call) {
        String branch = call.path().get(1);
        call.caller().need(call.repository(), Role.ADMIN);
        branch(call.repository(), branch);
        BranchRules rules =
                call.repository()
                        .rules()
                        .classic(branch)
                        .orElseThrow(() -> Refused.of(404, "Branch not protected"));
        return Answer.ok(protections.classic(call.repository(), branch, rules));
    }

    private Answer permission(RestCall call) {
        Account account =
                call.repository()
                        .host()
                        .find(call.path().get(1).replaceFirst("\\[bot]$", ""))
                        .orElseThrow(() -> Refused.of(404, call.path().get(1) + " is not a user"));
        call.caller().known();
        Role role = call.repository().role(account);
        // The older word knows neither triage nor maintain.
        String coarse =
                switch (role) {
                    case NONE -> "none";
                    case READ, TRIAGE -> "read";
                    case WRITE, MAINTAIN -> "write";
                    case ADMIN -> "admin";
                };
        return Answer.ok(
                Json.object()
                        .put("permission", coarse)
                        .put(
                                "user",
                                people.user(account)
                                        .with("permissions", Repositories.permissions(role))
                                        .with("role_name", Json.text(Protections.small(role))))
                        .put("role_name", Protections.small(role))
                        .build());
    }

    private Optional<Answer> checks(RestCall call) {
        HostedRepository repository = call.repository();
        if (call.path().size() != 3 || !call.path().getFirst().equals("commits")) {
            return Optional.empty();
        }
        Map<String, String> query = call.query();
        if (call.is("GET", "commits", "*", "check-runs")) {
            String sha = commit(call);
            List<CheckRun> runs =
                    (query.getOrDefault("filter", "latest").equals("all")
                                    ? repository.checks().allRuns(sha)
                                    : repository.checks().runs(sha))
                            .stream()
                                    .filter(run -> fits(run.name(), query.get("check_name")))
                                    .filter(run -> fits(run.status(), query.get("status")))
                                    .toList();
            Json.Obj body =
                    Json.object()
                            .put("total_count", runs.size())
                            .put(
                                    "check_runs",
                                    Json.list(
                                            call.slice(runs).stream()
                                                    .map(run -> reports.run(repository, run))
                                                    .toList()))
                            .build();
            return Optional.of(Answer.ok(body).linked(call.pages(runs.size())));
        }
        if (call.is("GET", "commits", "*", "status")) {
            String sha = commit(call);
            List<CommitStatus> all = repository.checks().statuses(sha);
            return Optional.of(
                    Answer.ok(reports.combined(repository, sha, call.slice(all), call.caller()))
                            .linked(call.pages(all.size())));
        }
        if (call.is("GET", "commits", "*", "statuses")) {
            return Optional.of(
                    call.page(
                            repository.checks().allStatuses(commit(call)).stream()
                                    .map(each -> reports.status(repository, each))
                                    .toList()));
        }
        return Optional.empty();
    }

    private static boolean fits(String value, @org.jspecify.annotations.Nullable String wanted) {
        return wanted == null || wanted.equals(value);
    }

    private static String commit(RestCall call) {
        String name = call.path().get(1);
        return call.repository()
                .branch(name)
                .or(() -> call.repository().bare().resolve(name))
                .orElseThrow(() -> Refused.of(422, "No commit found for SHA: " + name));
    }
}
