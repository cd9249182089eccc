package dev.stile.simulator.github.graphql;

import dev.stile.simulator.github.access.RateLimits;
import dev.stile.simulator.github.rest.Addresses;
import dev.stile.simulator.github.rest.Times;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.MergeMethod;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Role;

import graphql.schema.DataFetchingEnvironment;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Where a query begins: repositories, who asks, and what it costs. */
final class RootFields {
    private RootFields() {}

    static void add(Served served) {
        served.root("Query", "repository", RootFields::repository);
        served.root("Query", "viewer", in -> looking(View.of(in).caller().known()));
        served.root("Query", "rateLimit", RootFields::rateLimit);
        served.members("RateLimit", "cost", "limit", "remaining", "used", "resetAt", "nodeCount");
        served.of("Repository", HostedRepository.class)
                .field("id", each -> Addresses.node("R", each.id()))
                .field("databaseId", each -> (int) each.id())
                .field("name", HostedRepository::name)
                .field("nameWithOwner", HostedRepository::fullName)
                .seen("url", (each, in) -> View.of(in).addresses().page(each))
                .field("visibility", each -> each.visibility().name())
                .field("isPrivate", each -> each.visibility() != HostedRepository.Visibility.PUBLIC)
                .field("isArchived", HostedRepository::archived)
                .field("isFork", each -> each.parent().isPresent())
                .field("mergeCommitAllowed", each -> each.methods().contains(MergeMethod.MERGE))
                .field("squashMergeAllowed", each -> each.methods().contains(MergeMethod.SQUASH))
                .field("rebaseMergeAllowed", each -> each.methods().contains(MergeMethod.REBASE))
                .seen("viewerPermission", (each, in) -> permission(View.of(in), each))
                .seen("pullRequest", RootFields::pullRequest)
                .seen("pullRequests", RootFields::pullRequests);
        served.connection("PullRequest");
        accounts(served);
    }

    private static void accounts(Served served) {
        served.ofInterface("Actor", "login", "url");
        for (String type : List.of("User", "Bot", "Organization")) {
            served.of(type, Account.class)
                    .field("login", Account::login)
                    .field("id", each -> Addresses.node("U", each.id()))
                    .field("databaseId", each -> (int) each.id())
                    .seen("url", (each, in) -> View.of(in).addresses().web() + "/" + each.login());
        }
    }

    /** A robot looks as {@code name[bot]} and speaks as {@code name}. */
    private static Account looking(Account account) {
        return account.kind() == Account.Kind.BOT
                ? new Account(account.id(), account.login() + "[bot]", account.kind())
                : account;
    }

    private static Object repository(DataFetchingEnvironment in) {
        String owner = Objects.toString(in.getArgument("owner"));
        String name = Objects.toString(in.getArgument("name"));
        View view = View.of(in);
        return view.host()
                .find(owner, name)
                .filter(view.caller()::sees)
                .filter(
                        each ->
                                each.name().equalsIgnoreCase(name)
                                        || !Boolean.FALSE.equals(in.getArgument("followRenames")))
                .orElseThrow(
                        () ->
                                new QueryFailure(
                                        "NOT_FOUND",
                                        "Could not resolve to a Repository with the name '"
                                                + owner
                                                + "/"
                                                + name
                                                + "'."));
    }

    private static Object pullRequest(HostedRepository repository, DataFetchingEnvironment in) {
        Object number = in.getArgument("number");
        return repository
                .pull(number instanceof Integer asked ? asked : -1)
                .orElseThrow(
                        () ->
                                new QueryFailure(
                                        "NOT_FOUND",
                                        "Could not resolve to a PullRequest with the number of "
                                                + number
                                                + "."));
    }

    private static Object pullRequests(HostedRepository repository, DataFetchingEnvironment in) {
        Comparator<PullRequest> order = Comparator.comparing(PullRequest::number);
        if (in.getArgument("orderBy") instanceof Map<?, ?> asked) {
            order =
                    String.valueOf(asked.get("field")).equals("UPDATED_AT")
                            ? Comparator.comparing(PullRequest::updatedAt)
                            : order;
            order =
                    String.valueOf(asked.get("direction")).equals("DESC")
                            ? order.reversed()
                            : order;
        }
        return Connections.of(in, listed(repository, in).sorted(order).toList());
    }

    /** Those that the arguments of a list take. */
    static Stream<PullRequest> listed(HostedRepository repository, DataFetchingEnvironment in) {
        return repository.pulls().stream()
                .filter(PullRequest::listed)
                .filter(pull -> fits(in, "states", pull.state().name()))
                .filter(pull -> fits(in, "headRefName", pull.headBranch()))
                .filter(pull -> fits(in, "baseRefName", pull.base()))
                .filter(
                        pull ->
                                !(in.getArgument("labels") instanceof List<?> any)
                                        || pull.labels().stream().anyMatch(any::contains));
    }

    private static boolean fits(DataFetchingEnvironment in, String argument, String value) {
        Object wanted = in.getArgument(argument);
        return wanted == null
                || (wanted instanceof List<?> some
                        ? some.stream().map(String::valueOf).anyMatch(value::equals)
                        : wanted.equals(value));
    }

    private static Object permission(View view, HostedRepository repository) {
        Role role = view.caller().role(repository);
        return role == Role.NONE ? java.util.Optional.empty() : role.name();
    }

    private static Map<String, Object> rateLimit(DataFetchingEnvironment in) {
        View view = View.of(in);
        RateLimits.Standing standing =
                view.limits().standing(view.caller().name(), RateLimits.Resource.GRAPHQL);
        return Map.of(
                "cost", view.cost(),
                "limit", standing.limit(),
                "remaining", standing.remaining(),
                "used", standing.used(),
                "resetAt", Times.wire(standing.resetAt()),
                "nodeCount", view.nodes());
    }
}
