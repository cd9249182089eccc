package dev.stile.simulator.github.graphql;

import dev.stile.simulator.github.rest.Addresses;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.HostRefusal;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.ReviewThread;
import dev.stile.simulator.hosting.Role;

import graphql.schema.DataFetchingEnvironment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What a query can change. */
final class Mutations {
    private Mutations() {}

    static void add(Served served) {
        onPull(
                served,
                "markPullRequestReadyForReview",
                "pullRequest",
                (in, pull) -> draft(in, pull, false));
        onPull(
                served,
                "convertPullRequestToDraft",
                "pullRequest",
                (in, pull) -> draft(in, pull, true));
        onPull(served, "enqueuePullRequest", "mergeQueueEntry", Mutations::enqueue);
        onThread(served, "resolveReviewThread", true);
        onThread(served, "unresolveReviewThread", false);
    }

    private static void onPull(
            Served served,
            String name,
            String result,
            BiFunction<DataFetchingEnvironment, PullRequest, Object> change) {
        served.root(
                "Mutation",
                name,
                in -> {
                    String id = String.valueOf(input(in).get("pullRequestId"));
                    PullRequest pull =
                            View.of(in)
                                    .host()
                                    .pull(Addresses.number("PR", id))
                                    .filter(each -> View.of(in).caller().sees(each.repository()))
                                    .orElseThrow(() -> unknown(id));
                    return payload(in, result, refusing(() -> change.apply(in, pull)));
                });
        served.members(capital(name) + "Payload", result, "clientMutationId");
    }

    private static Object draft(DataFetchingEnvironment in, PullRequest pull, boolean draft) {
        writer(in, pull);
        if (!pull.isOpen()) {
            throw new QueryFailure("UNPROCESSABLE", "Pull request is closed");
        }
        pull.draft(draft);
        return pull;
    }

    private static Object enqueue(DataFetchingEnvironment in, PullRequest pull) {
        View.of(in).need(pull.repository(), Role.WRITE);
        Optional<String> expected =
                Optional.ofNullable(input(in).get("expectedHeadOid")).map(String::valueOf);
        return pull.repository().queue().enqueue(pull, View.of(in).caller().known(), expected);
    }

    private static void onThread(Served served, String name, boolean settled) {
        served.root(
                "Mutation",
                name,
                in -> {
                    String id = String.valueOf(input(in).get("threadId"));
                    Nodes.Thread found =
                            thread(in, Addresses.number("PRRT", id)).orElseThrow(() -> unknown(id));
                    writer(in, found.pull());
                    found.pull().talk().resolve(found.thread(), settled);
                    return payload(in, "thread", found);
                });
        served.members(capital(name) + "Payload", "thread", "clientMutationId");
    }

    private static Optional<Nodes.Thread> thread(DataFetchingEnvironment in, long id) {
        View view = View.of(in);
        List<PullRequest> pulls =
                view.host().repositories().stream()
                        .filter(view.caller()::sees)
                        .flatMap(each -> each.pulls().stream())
                        .toList();
        for (PullRequest pull : pulls) {
            for (ReviewThread thread : pull.talk().threads()) {
                if (thread.id() == id) {
                    return Optional.of(new Nodes.Thread(pull, thread));
                }
            }
        }
        return Optional.empty();
    }

    private static void writer(DataFetchingEnvironment in, PullRequest pull) {
        Account by = View.of(in).caller().known();
        if (!by.equals(pull.author())) {
            View.of(in).need(pull.repository(), Role.WRITE);
        }
    }

    private static Object refusing(java.util.function.Supplier<Object> change) {
        try {
            return change.get();
        } catch (HostRefusal refusal) {
            throw new QueryFailure("UNPROCESSABLE", refusal.what());
        }
    }

    private static Map<?, ?> input(DataFetchingEnvironment in) {
        return in.getArgument("input") instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Map<String, Object> payload(
            DataFetchingEnvironment in, String name, Object value) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put(name, value);
        Object mark = input(in).get("clientMutationId");
        if (mark != null) {
            payload.put("clientMutationId", mark);
        }
        return payload;
    }

    private static QueryFailure unknown(String id) {
        return new QueryFailure(
                "NOT_FOUND", "Could not resolve to a node with the global id of '" + id + "'");
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
