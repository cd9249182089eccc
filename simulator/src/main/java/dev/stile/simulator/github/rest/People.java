package dev.stile.simulator.github.rest;

import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.json.Json;

import java.util.List;

/** Accounts as the API shows them. */
public final class People {
    private static final List<String> LISTS =
            List.of(
                    "followers",
                    "following{/other_user}",
                    "gists{/gist_id}",
                    "starred{/owner}{/repo}",
                    "subscriptions",
                    "orgs",
                    "repos",
                    "events{/privacy}",
                    "received_events");

    private final Addresses addresses;

    People(Addresses addresses) {
        this.addresses = addresses;
    }

    Json user(HostedRepository repository, Account account) {
        return repository.host().isGhost(account) ? new Json.Null() : user(account);
    }

    Json.Obj user(Account account) {
        String url = addresses.api() + "/users/" + account.login();
        var object =
                Json.object()
                        .put("login", login(account))
                        .put("id", account.id())
                        .put("node_id", Addresses.node("U", account.id()))
                        .put("avatar_url", addresses.web() + "/avatars/u/" + account.id())
                        .put("gravatar_id", "")
                        .put("url", url)
                        .put("html_url", addresses.web() + "/" + account.login());
        for (String list : LISTS) {
            String name = list.replaceAll("\\{.*", "");
            object.put((name.equals("orgs") ? "organizations" : name) + "_url", url + "/" + list);
        }
        return object.put(
                        "type",
                        switch (account.kind()) {
                            case PERSON -> "User";
                            case BOT -> "Bot";
                            case ORGANIZATION -> "Organization";
                        })
                .put("user_view_type", "public")
                .put("site_admin", false)
                .build();
    }

    // REST shows a robot's login with a suffix that GraphQL leaves out.
    static String login(Account account) {
        return account.kind() == Account.Kind.BOT ? account.login() + "[bot]" : account.login();
    }

    /** What an account is to a repository. */
    public static String association(HostedRepository repository, Account account) {
        if (repository.owner().equals(account)) {
            return "OWNER";
        }
        if (repository.isCollaborator(account)) {
            return repository.owner().kind() == Account.Kind.ORGANIZATION
                    ? "MEMBER"
                    : "COLLABORATOR";
        }
        boolean contributed =
                repository.pulls().stream()
                        .anyMatch(
                                pull ->
                                        pull.state() == PullRequest.State.MERGED
                                                && pull.author().equals(account));
        return contributed ? "CONTRIBUTOR" : "NONE";
    }
}
