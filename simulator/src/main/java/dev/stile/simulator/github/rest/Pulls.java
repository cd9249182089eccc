package dev.stile.simulator.github.rest;

import dev.stile.simulator.github.access.Caller;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.Mergeability;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.json.Json;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Pull requests as the API shows them. */
final class Pulls {
    private final Addresses addresses;
    private final People people;
    private final Repositories repositories;

    Pulls(Addresses addresses, People people, Repositories repositories) {
        this.addresses = addresses;
        this.people = people;
        this.repositories = repositories;
    }

    /** Where people look at it. */
    String page(PullRequest pull) {
        return addresses.page(pull);
    }

    /** As in a listing: without anything about merging. */
    Json.Obj listed(PullRequest pull, Caller caller) {
        String url = addresses.api(pull);
        String page = addresses.page(pull);
        String issue = issue(pull);
        HostedRepository repository = pull.repository();
        return Json.object()
                .put("url", url)
                .put("id", pull.id())
                .put("node_id", Addresses.node("PR", pull.id()))
                .put("html_url", page)
                .put("diff_url", page + ".diff")
                .put("patch_url", page + ".patch")
                .put("issue_url", issue)
                .put("number", pull.number())
                .put("state", pull.isOpen() ? "open" : "closed")
                .put("locked", false)
                .put("title", pull.title())
                .put("user", people.user(repository, pull.author()))
                .put("body", pull.body().isEmpty() ? new Json.Null() : Json.text(pull.body()))
                .put("created_at", Times.wire(pull.createdAt()))
                .put("updated_at", Times.wire(pull.updatedAt()))
                .put("closed_at", time(pull.closedAt()))
                .put("merged_at", time(pull.mergedAt()))
                .put("merge_commit_sha", mergeCommit(pull))
                .put("assignee", new Json.Null())
                .put("assignees", Json.list(List.of()))
                .put("requested_reviewers", requested(pull))
                .put("requested_teams", teams(pull))
                .put("labels", labels(pull))
                .put("milestone", new Json.Null())
                .put("draft", pull.draft())
                .put("commits_url", url + "/commits")
                .put("review_comments_url", url + "/comments")
                .put("review_comment_url", addresses.api(repository) + "/pulls/comments{/number}")
                .put("comments_url", issue + "/comments")
                .put("statuses_url", addresses.api(repository) + "/statuses/" + pull.headSha())
                .put("head", head(pull, caller))
                .put("base", end(repository, pull.base(), pull.baseSha(), caller))
                .put("_links", links(pull))
                .put("author_association", People.association(repository, pull.author()))
                .put("auto_merge", new Json.Null())
                .build();
    }

    /** As at its own address; looking makes the host find out whether it merges. */
    Json.Obj full(PullRequest pull, Caller caller) {
        Mergeability merge = pull.mergeability();
        Json mergeable =
                switch (merge.state()) {
                    case UNKNOWN -> new Json.Null();
                    case MERGEABLE -> Json.bool(true);
                    case CONFLICTING -> Json.bool(false);
                };
        return listed(pull, caller)
                .with("merged", Json.bool(pull.state() == PullRequest.State.MERGED))
                .with("mergeable", mergeable)
                .with("rebaseable", mergeable)
                .with("mergeable_state", Json.text(MergeWords.of(pull).toLowerCase(Locale.ROOT)))
                .with("merge_commit_sha", mergeCommit(pull))
                .with(
                        "merged_by",
                        pull.mergedBy()
                                .map(by -> people.user(pull.repository(), by))
                                .orElse(new Json.Null()))
                .with("requested_teams", simpleTeams(pull))
                .with("comments", Json.number(pull.talk().comments().size()))
                .with(
                        "review_comments",
                        Json.number(
                                pull.talk().threads().stream()
                                        .mapToInt(thread -> thread.comments().size())
                                        .sum()))
                .with("maintainer_can_modify", Json.bool(false))
                .with("commits", Json.number(1))
                .with("additions", Json.number(0))
                .with("deletions", Json.number(0))
                .with("changed_files", Json.number(0));
    }

    Json.Arr labels(PullRequest pull) {
        return Json.list(
                pull.labels().stream().map(name -> label(pull.repository(), name)).toList());
    }

    private Json.Obj label(HostedRepository repository, String name) {
        long id = repository.id() * 1000 + List.copyOf(repository.labels()).indexOf(name);
        return Json.object()
                .put("id", id)
                .put("node_id", Addresses.node("LA", id))
                .put("url", addresses.api(repository) + "/labels/" + Segments.encode(name))
                .put("name", name)
                .put("color", "ededed")
                .put("default", false)
                .put("description", new Json.Null())
                .build();
    }

    Json.Arr requested(PullRequest pull) {
        return Json.list(pull.talk().requested().stream().map(people::user).toList());
    }

    Json.Arr teams(PullRequest pull) {
        return Json.list(
                pull.talk().requestedTeams().stream().map(slug -> team(pull, slug)).toList());
    }

    // Only a listing says of what a team is a part.
    private Json.Arr simpleTeams(PullRequest pull) {
        return Json.list(
                teams(pull).items().stream()
                        .map(each -> ((Json.Obj) each).without("parent"))
                        .toList());
    }

    private Json.Obj team(PullRequest pull, String slug) {
        HostedRepository repository = pull.repository();
        long id = repository.owner().id() * 1000 + List.copyOf(repository.teams()).indexOf(slug);
        String url = addresses.api() + "/organizations/" + repository.owner().id() + "/team/" + id;
        return Json.object()
                .put("id", id)
                .put("node_id", Addresses.node("T", id))
                .put("name", slug)
                .put("slug", slug)
                .put("description", new Json.Null())
                .put("privacy", "closed")
                .put("notification_setting", "notifications_enabled")
                .put("permission", "push")
                .put("url", url)
                .put("members_url", url + "/members{/member}")
                .put("repositories_url", url + "/repos")
                .put(
                        "html_url",
                        addresses.web() + "/orgs/" + repository.owner().login() + "/teams/" + slug)
                .put("type", "organization")
                .put("organization_id", repository.owner().id())
                .put("parent", new Json.Null())
                .build();
    }

    private static Json mergeCommit(PullRequest pull) {
        Optional<String> commit =
                pull.state() == PullRequest.State.MERGED
                        ? pull.mergeSha()
                        : pull.mergeability().testMerge();
        return commit.<Json>map(Json::text).orElse(new Json.Null());
    }

    private Json.Obj head(PullRequest pull, Caller caller) {
        return pull.headRepository()
                .map(from -> end(from, pull.headBranch(), pull.headSha(), caller))
                .orElseGet(
                        () ->
                                Json.object()
                                        .put("label", "unknown:" + pull.headBranch())
                                        .put("ref", pull.headBranch())
                                        .put("sha", pull.headSha())
                                        .put("user", people.user(pull.repository(), pull.author()))
                                        .put("repo", new Json.Null())
                                        .build());
    }

    private Json.Obj end(HostedRepository repository, String branch, String sha, Caller caller) {
        return Json.object()
                .put("label", repository.owner().login() + ":" + branch)
                .put("ref", branch)
                .put("sha", sha)
                .put("user", people.user(repository.owner()))
                .put("repo", repositories.shown(repository, caller))
                .build();
    }

    private Json.Obj links(PullRequest pull) {
        String url = addresses.api(pull);
        String issue = issue(pull);
        List<String> pairs = new ArrayList<>();
        pairs.addAll(List.of("self", url, "html", addresses.page(pull), "issue", issue));
        pairs.addAll(List.of("comments", issue + "/comments"));
        pairs.addAll(List.of("review_comments", url + "/comments"));
        pairs.addAll(
                List.of(
                        "review_comment",
                        addresses.api(pull.repository()) + "/pulls/comments{/number}"));
        pairs.addAll(List.of("commits", url + "/commits"));
        pairs.addAll(
                List.of(
                        "statuses",
                        addresses.api(pull.repository()) + "/statuses/" + pull.headSha()));
        var object = Json.object();
        for (int i = 0; i < pairs.size(); i += 2) {
            object.put(pairs.get(i), Json.object().put("href", pairs.get(i + 1)).build());
        }
        return object.build();
    }

    String issue(PullRequest pull) {
        return addresses.api(pull.repository()) + "/issues/" + pull.number();
    }

    private static Json time(Optional<Instant> at) {
        return at.<Json>map(time -> Json.text(Times.wire(time))).orElse(new Json.Null());
    }
}
