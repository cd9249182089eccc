package dev.stile.simulator.github.rest;

import dev.stile.simulator.github.access.Caller;
import dev.stile.simulator.hosting.App;
import dev.stile.simulator.hosting.CheckRun;
import dev.stile.simulator.hosting.CommitStatus;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.json.Json;

import java.util.List;
import java.util.Optional;

/** Check runs and statuses as the API shows them. */
final class Reports {
    private final Addresses addresses;
    private final People people;
    private final Repositories repositories;

    Reports(Addresses addresses, People people, Repositories repositories) {
        this.addresses = addresses;
        this.people = people;
        this.repositories = repositories;
    }

    Json.Obj run(HostedRepository repository, CheckRun run) {
        String url = addresses.api(repository) + "/check-runs/" + run.id();
        return Json.object()
                .put("id", run.id())
                .put("name", run.name())
                .put("node_id", Addresses.node("CR", run.id()))
                .put("head_sha", run.sha())
                .put("external_id", "")
                .put("url", url)
                .put("html_url", addresses.page(repository) + "/runs/" + run.id())
                .put("details_url", run.url())
                .put("status", run.status())
                .put("conclusion", run.conclusion().<Json>map(Json::text).orElse(new Json.Null()))
                .put("started_at", Times.wire(run.startedAt()))
                .put(
                        "completed_at",
                        run.completedAt()
                                .<Json>map(at -> Json.text(Times.wire(at)))
                                .orElse(new Json.Null()))
                .put(
                        "output",
                        Json.object()
                                .put("title", said(run.output().title()))
                                .put("summary", said(run.output().summary()))
                                .put("text", said(run.output().text()))
                                .put("annotations_count", run.output().annotations().size())
                                .put("annotations_url", url + "/annotations")
                                .build())
                .put("check_suite", Json.object().put("id", run.app().id()).build())
                .put("app", app(repository, run.app()))
                .put("pull_requests", Json.list(List.of()))
                .build();
    }

    private static Json said(Optional<String> text) {
        return text.<Json>map(Json::text).orElse(new Json.Null());
    }

    private Json.Obj app(HostedRepository repository, App app) {
        String time = "2020-01-01T00:00:00Z";
        return Json.object()
                .put("id", app.id())
                .put("slug", app.slug())
                .put("node_id", Addresses.node("A", app.id()))
                .put("owner", people.user(repository.owner()))
                .put("name", app.slug())
                .put("description", new Json.Null())
                .put("external_url", "https://ci.example")
                .put("html_url", addresses.web() + "/apps/" + app.slug())
                .put("created_at", time)
                .put("updated_at", time)
                .put("permissions", Json.object().put("checks", "write").build())
                .put("events", Json.list(List.of()))
                .build();
    }

    Json.Obj status(HostedRepository repository, CommitStatus status) {
        return simple(repository, status)
                .with("creator", people.user(repository, status.creator()));
    }

    private Json.Obj simple(HostedRepository repository, CommitStatus status) {
        String time = Times.wire(status.at());
        return Json.object()
                .put("url", addresses.api(repository) + "/statuses/" + status.sha())
                .put("avatar_url", addresses.web() + "/avatars/u/" + status.creator().id())
                .put("id", status.id())
                .put("node_id", Addresses.node("SC", status.id()))
                .put("state", status.state())
                .put("description", status.description())
                .put("target_url", status.url())
                .put("context", status.context())
                .put("created_at", time)
                .put("updated_at", time)
                .build();
    }

    /** The newest status of each context, and their sum; nothing reported is pending. */
    Json.Obj combined(
            HostedRepository repository, String sha, List<CommitStatus> page, Caller caller) {
        List<CommitStatus> all = repository.checks().statuses(sha);
        List<String> states = all.stream().map(CommitStatus::state).toList();
        String state =
                states.contains("failure") || states.contains("error")
                        ? "failure"
                        : states.isEmpty() || states.contains("pending") ? "pending" : "success";
        return Json.object()
                .put("state", state)
                .put("sha", sha)
                .put("total_count", all.size())
                .put(
                        "statuses",
                        Json.list(page.stream().map(each -> simple(repository, each)).toList()))
                .put("repository", repositories.shown(repository, caller))
                .put("commit_url", addresses.api(repository) + "/commits/" + sha)
                .put("url", addresses.api(repository) + "/commits/" + sha + "/status")
                .build();
    }
}
