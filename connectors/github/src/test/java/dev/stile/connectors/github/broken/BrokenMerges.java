package dev.stile.connectors.github.broken;

import static dev.stile.connectors.github.broken.Requests.answer;
import static dev.stile.connectors.github.broken.Requests.body;
import static dev.stile.connectors.github.broken.Requests.member;
import static dev.stile.connectors.github.broken.Requests.repeated;
import static dev.stile.connectors.github.broken.Requests.word;

import dev.stile.api.call.CallContext;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeResult.Merged;
import dev.stile.api.hosting.MergeResult.Refused;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.testkit.hosting.HostCase;
import dev.stile.testkit.hosting.HostRequest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Adapters that merge wrongly. */
public final class BrokenMerges {
    private BrokenMerges() {}

    public static List<Broken> all() {
        return List.of(
                Broken.below(
                        HostCase.C43,
                        "always squashes",
                        body(HostRequest.MERGE, put("merge_method", Json.text("squash")))),
                Broken.above(HostCase.C44, "merges whatever the head is", BrokenMerges::anyHead),
                Broken.above(
                        HostCase.C45,
                        "takes a conflict for a rule",
                        renamed(MergeFailureReason.CONFLICT, MergeFailureReason.BLOCKED)),
                Broken.above(HostCase.C46, "does not say what blocks", refusal(withoutReasons())),
                Broken.above(
                        HostCase.C47,
                        "takes what is not computed for a rule",
                        renamed(MergeFailureReason.NOT_COMPUTED, MergeFailureReason.BLOCKED)),
                Broken.below(
                        HostCase.C48,
                        "sees no drafts",
                        answer(HostRequest.READ_PR, member("isDraft", no -> Json.flag(false)))),
                Broken.below(
                        HostCase.C49,
                        "takes every strategy for allowed",
                        answer(
                                HostRequest.READ_PR,
                                member("mergeCommitAllowed", no -> Json.flag(true)))),
                Broken.above(
                        HostCase.C50,
                        "takes a missing right for a passing trouble",
                        renamed(MergeFailureReason.PERMISSION, MergeFailureReason.TRANSIENT)),
                Broken.above(
                        HostCase.C51,
                        "takes another head for a passing trouble",
                        renamed(MergeFailureReason.HEAD_CHANGED, MergeFailureReason.TRANSIENT)),
                Broken.below(
                        HostCase.C52,
                        "repeats a merge whose answer was lost",
                        repeated(HostRequest.MERGE)),
                Broken.above(
                        HostCase.C53,
                        "takes an old merge for its own",
                        merged(
                                old ->
                                        new Merged(
                                                old.landed(),
                                                old.headSha(),
                                                old.baseBranch(),
                                                old.strategy(),
                                                false,
                                                old.mergedBy(),
                                                old.mergedAt()))),
                Broken.above(HostCase.C54, "enters queues unasked", BrokenMerges::queueing),
                Broken.below(
                        HostCase.C55,
                        "asks to pass the rules",
                        body(HostRequest.MERGE, put("bypass", Json.flag(true)))),
                Broken.below(
                        HostCase.C55,
                        "jumps the queue",
                        body(
                                HostRequest.ENQUEUE,
                                member("variables", put("jump", Json.flag(true))))),
                Broken.below(
                        HostCase.C56,
                        "does not see that it could pass the rules",
                        answer(
                                HostRequest.READ_PR,
                                member("viewerCanMergeAsAdmin", yes -> Json.flag(false)))),
                Broken.above(HostCase.C57, "does not say until when", refusal(withoutTime())),
                Broken.below(
                        HostCase.C58,
                        "does not name the head on the wire",
                        body(HostRequest.MERGE, BrokenMerges::withoutSha)),
                Broken.above(HostCase.C59, "believes the host's word", BrokenMerges::believing),
                Broken.below(
                        HostCase.C60,
                        "does not see who merged",
                        answer(HostRequest.READ_PR, word("login", "ben-of-acme", "nobody"))));
    }

    static UnaryOperator<Json> put(String name, Json value) {
        return json -> {
            if (!(json instanceof Json.JsonObject(Map<String, Json> members))) {
                throw new AssertionError("an object");
            }
            Map<String, Json> more = new LinkedHashMap<>(members);
            more.put(name, value);
            return new Json.JsonObject(more);
        };
    }

    private static Json withoutSha(Json json) {
        Map<String, Json> fewer = new LinkedHashMap<>(((Json.JsonObject) json).members());
        fewer.remove("sha");
        return new Json.JsonObject(fewer);
    }

    private static GitHost anyHead(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected MergeResult doMergePR(
                    PrRef pr, MergeStrategy strategy, MergeGuard guard, CallContext call) {
                Sha head = real().getPRStatus(pr, call).headSha();
                return real().mergePR(pr, strategy, MergeGuard.of(head, guard.key()), call);
            }
        };
    }

    private static GitHost queueing(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected MergeResult doMergePR(
                    PrRef pr, MergeStrategy strategy, MergeGuard guard, CallContext call) {
                return real().mergePR(
                                pr,
                                strategy,
                                new MergeGuard(
                                        guard.expectedHead(),
                                        guard.expectedBase(),
                                        guard.expectedBaseBranch(),
                                        MergeGuard.Queue.IF_REQUIRED,
                                        guard.title(),
                                        guard.message(),
                                        guard.key()),
                                call);
            }
        };
    }

    private static GitHost believing(ConnectorContext context, GitHost real) {
        return result(
                context,
                real,
                result ->
                        result instanceof MergeResult.Unsettled open
                                ? new Merged(
                                        open.headSha(),
                                        open.headSha(),
                                        new BranchName("main"),
                                        Optional.empty(),
                                        false,
                                        Optional.empty(),
                                        Optional.empty())
                                : result);
    }

    private static BiFunction<ConnectorContext, GitHost, GitHost> renamed(
            MergeFailureReason from, MergeFailureReason to) {
        return refusal(
                refused ->
                        new Refused(
                                refused.reason() == from ? to : refused.reason(),
                                refused.blockReasons(),
                                refused.error(),
                                refused.retryAt()));
    }

    private static UnaryOperator<Refused> withoutReasons() {
        return refused ->
                new Refused(refused.reason(), Set.of(), refused.error(), refused.retryAt());
    }

    private static UnaryOperator<Refused> withoutTime() {
        return refused -> Refused.because(refused.reason(), refused.error());
    }

    private static BiFunction<ConnectorContext, GitHost, GitHost> refusal(
            UnaryOperator<Refused> change) {
        return (context, real) ->
                result(
                        context,
                        real,
                        result ->
                                result instanceof Refused refused ? change.apply(refused) : result);
    }

    private static BiFunction<ConnectorContext, GitHost, GitHost> merged(
            UnaryOperator<Merged> change) {
        return (context, real) ->
                result(
                        context,
                        real,
                        result -> result instanceof Merged merged ? change.apply(merged) : result);
    }

    private static GitHost result(
            ConnectorContext context, GitHost real, UnaryOperator<MergeResult> change) {
        return new Above(context, real) {
            @Override
            protected MergeResult doMergePR(
                    PrRef pr, MergeStrategy strategy, MergeGuard guard, CallContext call) {
                return change.apply(real().mergePR(pr, strategy, guard, call));
            }
        };
    }
}
