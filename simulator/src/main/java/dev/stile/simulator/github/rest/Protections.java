package dev.stile.simulator.github.rest;

import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.BranchRules.Flag;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.Ruleset;
import dev.stile.simulator.json.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What binds a branch, as the API shows it. */
final class Protections {
    private final Addresses addresses;
    private final People people;

    Protections(Addresses addresses, People people) {
        this.addresses = addresses;
        this.people = people;
    }

    Json.Obj branch(HostedRepository repository, String branch, String sha) {
        String url = addresses.api(repository) + "/branches/" + Segments.encode(branch);
        String commit = addresses.api(repository) + "/commits/" + sha;
        var info = repository.bare().info(sha);
        Json.Obj by =
                Json.object()
                        .put("name", info.authorName())
                        .put("email", info.authorEmail())
                        .put("date", Times.wire(info.authoredAt()))
                        .build();
        Json.Obj gitCommit =
                Json.object()
                        .put("url", addresses.api(repository) + "/git/commits/" + sha)
                        .put("author", by)
                        .put("committer", by)
                        .put("message", info.message())
                        .put("comment_count", 0)
                        .put(
                                "tree",
                                Json.object()
                                        .put("sha", info.tree())
                                        .put(
                                                "url",
                                                addresses.api(repository)
                                                        + "/git/trees/"
                                                        + info.tree())
                                        .build())
                        .build();
        List<Json> parents = new ArrayList<>();
        info.parents()
                .forEach(
                        parent ->
                                parents.add(
                                        Json.object()
                                                .put("sha", parent)
                                                .put(
                                                        "url",
                                                        addresses.api(repository)
                                                                + "/commits/"
                                                                + parent)
                                                .build()));
        // The flag tells of rulesets too; the summary beside it of the classic rule alone.
        boolean isProtected =
                repository.rules().classic(branch).isPresent()
                        || !repository.rules().rulesets(branch).isEmpty();
        return Json.object()
                .put("name", branch)
                .put(
                        "commit",
                        Json.object()
                                .put("sha", sha)
                                .put("node_id", Addresses.node("C", repository.id()))
                                .put("commit", gitCommit)
                                .put("url", commit)
                                .put("html_url", addresses.page(repository) + "/commit/" + sha)
                                .put("comments_url", commit + "/comments")
                                .put("author", new Json.Null())
                                .put("committer", new Json.Null())
                                .put("parents", Json.list(parents))
                                .build())
                .put(
                        "_links",
                        Json.object()
                                .put("self", url)
                                .put("html", addresses.page(repository) + "/tree/" + branch)
                                .build())
                .put("protected", isProtected)
                .put("protection", summary(repository, branch))
                .put("protection_url", url + "/protection")
                .build();
    }

    private static Json.Obj summary(HostedRepository repository, String branch) {
        List<BranchRules.Required> checks =
                repository.rules().classic(branch).map(BranchRules::checks).orElse(List.of());
        return Json.object()
                .put("enabled", repository.rules().classic(branch).isPresent())
                .put(
                        "required_status_checks",
                        Json.object()
                                .put("enforcement_level", checks.isEmpty() ? "off" : "non_admins")
                                .put("contexts", contexts(checks))
                                .put("checks", checks(checks))
                                .build())
                .build();
    }

    Json.Obj classic(HostedRepository repository, String branch, BranchRules rules) {
        String url =
                addresses.api(repository) + "/branches/" + Segments.encode(branch) + "/protection";
        var object = Json.object().put("url", url);
        if (!rules.checks().isEmpty()) {
            object.put(
                    "required_status_checks",
                    Json.object()
                            .put("url", url + "/required_status_checks")
                            .put("strict", rules.has(Flag.STRICT_CHECKS))
                            .put("contexts", contexts(rules.checks()))
                            .put("contexts_url", url + "/required_status_checks/contexts")
                            .put("checks", checks(rules.checks()))
                            .build());
        }
        rules.reviews()
                .ifPresent(
                        count ->
                                object.put(
                                        "required_pull_request_reviews",
                                        Json.object()
                                                .put("url", url + "/required_pull_request_reviews")
                                                .put(
                                                        "dismiss_stale_reviews",
                                                        rules.has(Flag.DISMISS_STALE))
                                                .put(
                                                        "require_code_owner_reviews",
                                                        rules.has(Flag.CODE_OWNERS))
                                                .put(
                                                        "require_last_push_approval",
                                                        rules.has(Flag.LAST_PUSH_APPROVAL))
                                                .put("required_approving_review_count", count)
                                                .build()));
        rules.pushers()
                .ifPresent(
                        logins ->
                                object.put("restrictions", restrictions(repository, url, logins)));
        Json.Obj off = enabled(false);
        return object.put(
                        "required_signatures",
                        enabled(rules.has(Flag.SIGNATURES))
                                .with("url", Json.text(url + "/required_signatures")))
                .put(
                        "enforce_admins",
                        enabled(rules.has(Flag.ADMINS_TOO))
                                .with("url", Json.text(url + "/enforce_admins")))
                .put("required_linear_history", enabled(rules.has(Flag.LINEAR_HISTORY)))
                .put("allow_force_pushes", off)
                .put("allow_deletions", off)
                .put("block_creations", off)
                .put("required_conversation_resolution", enabled(rules.has(Flag.THREAD_RESOLUTION)))
                .put("lock_branch", enabled(rules.has(Flag.LOCKED)))
                .put("allow_fork_syncing", off)
                .build();
    }

    private Json.Obj restrictions(
            HostedRepository repository, String url, java.util.Set<String> logins) {
        String base = url + "/restrictions";
        List<Json> users =
                logins.stream()
                        .<Json>map(login -> people.user(repository.host().person(login)))
                        .toList();
        return Json.object()
                .put("url", base)
                .put("users_url", base + "/users")
                .put("teams_url", base + "/teams")
                .put("apps_url", base + "/apps")
                .put("users", Json.list(users))
                .put("teams", Json.list(List.of()))
                .put("apps", Json.list(List.of()))
                .build();
    }

    private static Json.Obj enabled(boolean on) {
        return Json.object().put("enabled", on).build();
    }

    private static Json.Arr contexts(List<BranchRules.Required> checks) {
        return Json.texts(checks.stream().map(BranchRules.Required::name).toList());
    }

    private static Json.Arr checks(List<BranchRules.Required> checks) {
        return Json.list(
                checks.stream()
                        .map(
                                check ->
                                        Json.object()
                                                .put("context", check.name())
                                                .put(
                                                        "app_id",
                                                        check.app()
                                                                .<Json>map(Json::number)
                                                                .orElse(new Json.Null()))
                                                .build())
                        .toList());
    }

    /** The rules of all rulesets that bind a branch, one after the other. */
    List<Json.Obj> rules(HostedRepository repository, String branch) {
        List<Json.Obj> all = new ArrayList<>();
        for (Ruleset ruleset : repository.rules().rulesets(branch)) {
            RulesetRules.of(ruleset.rules())
                    .forEach(
                            rule ->
                                    all.add(
                                            rule.with(
                                                            "ruleset_source_type",
                                                            Json.text(
                                                                    ruleset.organization()
                                                                            ? "Organization"
                                                                            : "Repository"))
                                                    .with(
                                                            "ruleset_source",
                                                            Json.text(
                                                                    ruleset.organization()
                                                                            ? repository
                                                                                    .owner()
                                                                                    .login()
                                                                            : repository
                                                                                    .fullName()))
                                                    .with(
                                                            "ruleset_id",
                                                            Json.number(ruleset.id()))));
        }
        return all;
    }

    static String small(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
