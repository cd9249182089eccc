package dev.stile.connectors.github.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult.Refused;
import dev.stile.api.hosting.MergeSteps;
import dev.stile.api.hosting.MergeSteps.Answer;
import dev.stile.api.hosting.MergeSteps.Seen;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Untainted;
import dev.stile.connectors.github.client.Written;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The one request of a merge. It names the expected head and the strategy, and holds nothing by
 * which a rule, a check or a queue would be passed over.
 */
public final class Merging implements MergeSteps.Host {
    private static final String OPERATION = "merging the pull request";

    private static final String ENQUEUE =
            "mutation($id:ID!,$head:GitObjectID!){enqueuePullRequest(input:{pullRequestId:$id,"
                    + "expectedHeadOid:$head}){mergeQueueEntry{id position state}}}";

    private final Rest rest;
    private final MergeStrategy strategy;
    private final MergeGuard guard;
    private final BiFunction<CallContext, Consumer<String>, Seen> reader;
    private final AtomicReference<String> nodeId = new AtomicReference<>("");

    /**
     * @param reader reads the pull request by a snapshot, and tells its id for mutations
     */
    public Merging(
            Rest rest,
            MergeStrategy strategy,
            MergeGuard guard,
            BiFunction<CallContext, Consumer<String>, Seen> reader) {
        this.rest = rest;
        this.strategy = strategy;
        this.guard = guard;
        this.reader = reader;
    }

    @Override
    public Seen read(CallContext call) {
        return reader.apply(call, nodeId::set);
    }

    @Override
    public Answer send(Seen before, boolean queued, CallContext call) {
        PrRef pr = before.status().pr();
        return queued ? enqueue(call) : merge(pr, call);
    }

    private Answer merge(PrRef pr, CallContext call) {
        Json.ObjectBuilder body =
                Json.object()
                        .put("sha", guard.expectedHead().text())
                        .put("merge_method", strategy.name().toLowerCase(Locale.ROOT));
        guard.title().ifPresent(title -> body.put("commit_title", title.value()));
        guard.message().ifPresent(text -> body.put("commit_message", text.value()));
        Label label =
                guard.title()
                        .map(Untainted::label)
                        .orElse(Label.ofUser())
                        .join(guard.message().map(Untainted::label).orElse(Label.ofUser()));
        Written written =
                rest.client()
                        .write("PUT", rest.pull(pr, "merge"), OPERATION, body.build(), label, call);
        if (written.isSuccess()) {
            return new Answer.Accepted();
        }
        return switch (written.status()) {
            case 403 -> denied(written.error(What.RECORD));
            case 404, 410 -> hidden();
            case 405, 422 -> notStated();
            case 409 ->
                    new Answer.Denied(
                            Refused.because(
                                    MergeFailureReason.TRANSIENT,
                                    "the branches moved while the host merged"));
            default -> throw written.error(What.RECORD);
        };
    }

    private Answer enqueue(CallContext call) {
        try {
            rest.client()
                    .mutate(
                            OPERATION,
                            ENQUEUE,
                            Json.object()
                                    .put("id", nodeId.get())
                                    .put("head", guard.expectedHead().text())
                                    .build(),
                            call);
            return new Answer.Accepted();
        } catch (Auth | OutcomeUnknown told) {
            throw told;
        } catch (Invalid refused) {
            return notStated();
        } catch (NotFound refused) {
            return hidden();
        } catch (ConnectorException refused) {
            return denied(refused);
        }
    }

    /** What can be read and is not found when it is to be merged. */
    private static Answer hidden() {
        return new Answer.Denied(
                Refused.because(
                        MergeFailureReason.PERMISSION, "the token does not allow a merge here"));
    }

    private static Answer notStated() {
        return new Answer.Denied(
                new Refused(
                        MergeFailureReason.BLOCKED,
                        Set.of(BlockReason.NOT_STATED),
                        "the host refuses the merge and does not say why",
                        Optional.empty()));
    }

    private static Answer denied(ConnectorException refused) {
        return switch (refused) {
            case RateLimited limited ->
                    new Answer.Denied(
                            new Refused(
                                    MergeFailureReason.RATE_LIMITED,
                                    Set.of(),
                                    limited.headline(),
                                    Optional.of(limited.until())));
            case ConnectorException.Permission permission ->
                    new Answer.Denied(
                            Refused.because(MergeFailureReason.PERMISSION, permission.headline()));
            case ConnectorException.Auth _,
                    ConnectorException.Invalid _,
                    ConnectorException.NotFound _,
                    ConnectorException.OutcomeUnknown _,
                    ConnectorException.NotSupported _,
                    ConnectorException.VersionMismatch _,
                    ConnectorException.Unavailable _,
                    ConnectorException.Timeout _,
                    ConnectorException.Malformed _,
                    ConnectorException.Internal _ ->
                    new Answer.Denied(
                            Refused.because(MergeFailureReason.TRANSIENT, refused.headline()));
        };
    }
}
