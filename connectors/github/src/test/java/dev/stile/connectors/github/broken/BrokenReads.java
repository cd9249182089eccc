package dev.stile.connectors.github.broken;

import static dev.stile.connectors.github.broken.Requests.answer;
import static dev.stile.connectors.github.broken.Requests.member;
import static dev.stile.connectors.github.broken.Requests.word;

import dev.stile.api.call.CallContext;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.json.Json;
import dev.stile.testkit.hosting.HostCase;
import dev.stile.testkit.hosting.HostRequest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Adapters that see wrongly. */
public final class BrokenReads {
    private BrokenReads() {}

    public static List<Broken> all() {
        return List.of(
                seeing(HostCase.C25, "takes merged for closed", word("state", "MERGED", "CLOSED")),
                seeing(
                        HostCase.C26,
                        "takes the fork for gone",
                        member("headRepository", there -> Json.nothing())),
                seeing(
                        HostCase.C27,
                        "takes what is not computed for a conflict",
                        word("mergeable", "UNKNOWN", "CONFLICTING")),
                seeing(
                        HostCase.C28,
                        "sees no conflicts",
                        json ->
                                word("mergeable", "CONFLICTING", "MERGEABLE")
                                        .apply(
                                                word("mergeStateStatus", "DIRTY", "CLEAN")
                                                        .apply(json))),
                seeing(
                        HostCase.C29,
                        "sees every thread resolved",
                        member("isResolved", no -> Json.flag(true))),
                seeing(
                        HostCase.C30,
                        "takes unknown words for good ones",
                        word("mergeStateStatus", "SPLENDID", "CLEAN")),
                seeing(
                        HostCase.C31,
                        "sees no statuses of the older kind",
                        word("__typename", "StatusContext", "Nothing")),
                seeing(
                        HostCase.C32,
                        "takes every check for required",
                        member("isRequired", no -> Json.flag(true))),
                seeing(
                        HostCase.C33,
                        "takes a red run for a running one",
                        word("conclusion", "FAILURE", "STALE")),
                seeing(
                        HostCase.C34,
                        "does not look for further checks",
                        member("hasNextPage", yes -> Json.flag(false))),
                seeing(
                        HostCase.C35,
                        "takes none for one",
                        member("statusCheckRollup", BrokenReads::invented)),
                seeing(
                        HostCase.C36,
                        "hears dismissed approvals",
                        word("state", "DISMISSED", "APPROVED")),
                Broken.set(
                        HostCase.C37,
                        "counts approvals of older heads",
                        with("count_stale_approvals", "true")),
                seeing(
                        HostCase.C37,
                        "counts approvals of anybody",
                        member("authorCanPushToRepository", no -> Json.flag(true))),
                seeing(
                        HostCase.C38,
                        "does not see who is asked",
                        member("reviewRequests", there -> Json.nothing())),
                seeing(
                        HostCase.C39,
                        "reads first pages only",
                        member("hasNextPage", yes -> Json.flag(false))),
                Broken.set(HostCase.C40, "reads past its cap", with("page_cap", "50")),
                Broken.above(HostCase.C41, "tells the newest first", BrokenReads::reversed),
                Broken.below(HostCase.C42, "joins what is of two heads", oneHead()),
                Broken.below(
                        HostCase.C68,
                        "sees no rulesets",
                        Requests.each(
                                HostRequest.READ_RULES,
                                (real, request, call) ->
                                        request.url().toString().contains("/rules/")
                                                ? new ClaimedAnswer(200, "[]", call.label())
                                                : real.send(request, call))),
                Broken.below(
                        HostCase.C69,
                        "takes what it may not see for nothing",
                        Requests.each(
                                HostRequest.READ_REPOSITORY,
                                (real, request, call) ->
                                        new ChangedAnswer(
                                                real.send(request, call),
                                                member("protected", yes -> Json.flag(false))))),
                seeing(
                        HostCase.C73,
                        "takes red checks for green ones",
                        word("conclusion", "FAILURE", "SUCCESS")),
                Broken.above(HostCase.C74, "says things once", forgetting()),
                seeing(HostCase.C75, "takes closed for open", word("state", "CLOSED", "OPEN")),
                seeing(
                        HostCase.C76,
                        "takes running checks for green ones",
                        json ->
                                word("status", "IN_PROGRESS", "COMPLETED")
                                        .apply(
                                                member("conclusion", BrokenReads::orSuccess)
                                                        .apply(json))),
                seeing(
                        HostCase.C78,
                        "reads first pages only",
                        member("hasNextPage", yes -> Json.flag(false))));
    }

    private static Broken seeing(HostCase caught, String wrong, UnaryOperator<Json> change) {
        return Broken.below(caught, wrong, answer(HostRequest.READ_PR, change));
    }

    /** Calls each head of a further page by the name that the first page has. */
    private static Function<Function<HttpRequest, HostRequest>, UnaryOperator<EgressClient>>
            oneHead() {
        AtomicReference<Json> first = new AtomicReference<>(Json.nothing());
        return vocabulary ->
                answer(HostRequest.READ_PR, member("headRefOid", head -> kept(first, head)))
                                .apply(vocabulary)
                                .andThen(
                                        answer(
                                                        HostRequest.READ_MORE,
                                                        member("headRefOid", head -> first.get()))
                                                .apply(vocabulary))
                        ::apply;
    }

    private static Json kept(AtomicReference<Json> first, Json head) {
        first.set(head);
        return head;
    }

    /** After a restart, nothing that was said is said again. */
    private static BiFunction<ConnectorContext, GitHost, GitHost> forgetting() {
        AtomicInteger opened = new AtomicInteger();
        return (context, real) -> {
            boolean again = opened.getAndIncrement() > 0;
            return new Above(context, real) {
                @Override
                protected PrFacts doDetectPrEvents(PrRef pr, CallContext call) {
                    PrFacts facts = real().detectPrEvents(pr, call).facts();
                    return again
                            ? new PrFacts(
                                    facts.status(),
                                    facts.reviews(),
                                    new PRComments(List.of(), true),
                                    facts.protection())
                            : facts;
                }
            };
        };
    }

    private static Json orSuccess(Json conclusion) {
        return conclusion instanceof Json.JsonNull ? Json.text("SUCCESS") : conclusion;
    }

    private static Json invented(Json rollup) {
        return rollup instanceof Json.JsonNull
                ? Json.object()
                        .put("state", "SUCCESS")
                        .put(
                                "contexts",
                                Json.object()
                                        .put(
                                                "pageInfo",
                                                Json.object()
                                                        .put("hasNextPage", Json.flag(false))
                                                        .put("endCursor", Json.nothing())
                                                        .build())
                                        .put(
                                                "nodes",
                                                Json.array(
                                                        List.of(
                                                                Json.object()
                                                                        .put(
                                                                                "__typename",
                                                                                "StatusContext")
                                                                        .put("id", "made-up")
                                                                        .put("context", "made up")
                                                                        .put("state", "SUCCESS")
                                                                        .put(
                                                                                "createdAt",
                                                                                "2026-03-02T09:00:00Z")
                                                                        .put(
                                                                                "targetUrl",
                                                                                Json.nothing())
                                                                        .put(
                                                                                "isRequired",
                                                                                Json.flag(false))
                                                                        .put(
                                                                                "creator",
                                                                                Json.nothing())
                                                                        .build())))
                                        .build())
                        .build()
                : rollup;
    }

    private static UnaryOperator<Map<String, String>> with(String name, String value) {
        return settings -> {
            Map<String, String> changed = new LinkedHashMap<>(settings);
            changed.put(name, value);
            return changed;
        };
    }

    private static GitHost reversed(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected PRComments doGetPRComments(PrRef pr, CallContext call) {
                PRComments comments = real().getPRComments(pr, call);
                List<PRComment> items = new ArrayList<>(comments.items());
                Collections.reverse(items);
                return new PRComments(items, comments.complete());
            }
        };
    }
}
