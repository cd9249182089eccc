package dev.stile.simulator.github.rest;

import dev.stile.simulator.github.access.Caller;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.MergeMethod;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.json.Json;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Repositories as the API shows them. */
final class Repositories {
    private static final List<String> LISTS =
            List.of(
                    "archive{/archive_format}{/ref}",
                    "assignees{/user}",
                    "blobs{/sha}",
                    "branches{/branch}",
                    "collaborators{/collaborator}",
                    "comments{/number}",
                    "commits{/sha}",
                    "compare/{base}...{head}",
                    "contents/{+path}",
                    "contributors",
                    "deployments",
                    "downloads",
                    "events",
                    "forks",
                    "git_commits{/sha}",
                    "git_refs{/sha}",
                    "git_tags{/sha}",
                    "hooks",
                    "issue_comment{/number}",
                    "issue_events{/number}",
                    "issues{/number}",
                    "keys{/key_id}",
                    "labels{/name}",
                    "languages",
                    "merges",
                    "milestones{/number}",
                    "notifications{?since,all,participating}",
                    "pulls{/number}",
                    "releases{/id}",
                    "stargazers",
                    "statuses/{sha}",
                    "subscribers",
                    "subscription",
                    "tags",
                    "teams",
                    "trees{/sha}");

    private final Addresses addresses;
    private final People people;

    Repositories(Addresses addresses, People people) {
        this.addresses = addresses;
        this.people = people;
    }

    Json.Obj shown(HostedRepository repository, Caller caller) {
        String url = addresses.api(repository);
        String page = addresses.page(repository);
        var object =
                Json.object()
                        .put("id", repository.id())
                        .put("node_id", Addresses.node("R", repository.id()))
                        .put("name", repository.name())
                        .put("full_name", repository.fullName())
                        .put("owner", people.user(repository.owner()))
                        .put(
                                "private",
                                repository.visibility() != HostedRepository.Visibility.PUBLIC)
                        .put("html_url", page)
                        .put("description", new Json.Null())
                        .put("fork", repository.parent().isPresent())
                        .put("url", url);
        for (String list : LISTS) {
            object.put(list.replaceAll("[/{].*", "") + "_url", url + "/" + list);
        }
        String time = Times.wire(Instant.parse("2020-01-01T00:00:00Z"));
        long open = repository.pulls().stream().filter(PullRequest::isOpen).count();
        Role role = caller.role(repository);
        return object.put("clone_url", page + ".git")
                .put("git_url", page.replaceFirst("^http", "git") + ".git")
                .put("ssh_url", "git@localhost:" + repository.fullName() + ".git")
                .put("svn_url", page)
                .put("mirror_url", new Json.Null())
                .put("homepage", new Json.Null())
                .put("language", new Json.Null())
                .put("license", new Json.Null())
                .put("default_branch", repository.defaultBranch())
                .put("archived", repository.archived())
                .put("disabled", false)
                .put("visibility", repository.visibility().name().toLowerCase(Locale.ROOT))
                .put("forks", 0)
                .put("forks_count", 0)
                .put("size", 0)
                .put("stargazers_count", 0)
                .put("watchers", 0)
                .put("watchers_count", 0)
                .put("open_issues", open)
                .put("open_issues_count", open)
                .put("has_issues", true)
                .put("has_projects", true)
                .put("has_wiki", true)
                .put("has_pages", false)
                .put("has_downloads", true)
                .put("has_discussions", false)
                .put("pushed_at", time)
                .put("created_at", time)
                .put("updated_at", time)
                .put("permissions", permissions(role))
                .build();
    }

    static Json.Obj permissions(Role role) {
        return Json.object()
                .put("admin", role.atLeast(Role.ADMIN))
                .put("maintain", role.atLeast(Role.MAINTAIN))
                .put("push", role.atLeast(Role.WRITE))
                .put("triage", role.atLeast(Role.TRIAGE))
                .put("pull", role.atLeast(Role.READ))
                .build();
    }

    /** With what only the repository's own address shows. */
    Json.Obj full(HostedRepository repository, Caller caller) {
        Json.Obj full =
                shown(repository, caller)
                        .with("network_count", Json.number(0))
                        .with("subscribers_count", Json.number(0));
        // The merge settings are for those who may push.
        if (!caller.role(repository).atLeast(Role.WRITE)) {
            return full;
        }
        return full.with("allow_merge_commit", allows(repository, MergeMethod.MERGE))
                .with("allow_squash_merge", allows(repository, MergeMethod.SQUASH))
                .with("allow_rebase_merge", allows(repository, MergeMethod.REBASE))
                .with("allow_auto_merge", Json.bool(false))
                .with("delete_branch_on_merge", Json.bool(false));
    }

    private static Json allows(HostedRepository repository, MergeMethod method) {
        return Json.bool(repository.methods().contains(method));
    }
}
