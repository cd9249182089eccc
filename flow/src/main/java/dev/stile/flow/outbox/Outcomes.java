package dev.stile.flow.outbox;

import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Receipt;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.terminal.OutputFilter;
import dev.stile.flow.schema.SchemaCheck;

import java.time.Duration;
import java.util.Optional;

/** Reads answers and errors as outcomes (FL-26): what is no definite answer is unknown. */
final class Outcomes {
    private final SchemaCheck schemas;
    private final OutputFilter secrets;

    Outcomes(SchemaCheck schemas, OutputFilter secrets) {
        this.schemas = schemas;
        this.secrets = secrets;
    }

    /** An output that does not fit is kept and flagged; it happened all the same (FL-24). */
    Outcome.Sent sent(ActionSpec spec, ActionResult result) {
        Tainted<String> text =
                result.summary()
                        .combine(result.output(), (summary, output) -> text(spec, summary, output));
        return new Outcome.Sent(
                stored(text),
                result.receipt().map(Receipt::id).map(this::stored),
                result.receipt().flatMap(Receipt::url).map(this::stored));
    }

    /**
     * @param reads whether the action has no effect, so that doing it again is harmless
     */
    Outcome failed(StileException error, boolean reads) {
        boolean definite = isDefinite(error);
        if (!definite && !reads) {
            return new Outcome.Unknown(error.code(), described(error));
        }
        Optional<Duration> retryAfter =
                switch (error.retry()) {
                    case Retry.AfterDelay(Duration delay) -> Optional.of(delay);
                    case Retry.No no -> definite ? Optional.empty() : Optional.of(Duration.ZERO);
                    case Retry.AfterUserAction action ->
                            definite ? Optional.empty() : Optional.of(Duration.ZERO);
                    case Retry.UnknownOutcome unknown -> Optional.of(Duration.ZERO);
                };
        return new Outcome.Failed(error.code(), described(error), retryAfter);
    }

    /** Whether nothing can have been done: a connector says so, or our gate did not let it out. */
    private static boolean isDefinite(StileException error) {
        return switch (error) {
            case ConnectorException known -> isDefinite(known);
            case Failure refused ->
                    refused.registered() == Code.EGRESS_DENIED
                            || refused.registered() == Code.SECRET_MISSING
                            || refused.registered() == Code.POLICY_REFUSED
                            || refused.registered() == Code.LABEL_REFUSED;
            default -> false;
        };
    }

    private static boolean isDefinite(ConnectorException error) {
        return switch (error) {
            case ConnectorException.Auth auth -> true;
            case ConnectorException.Permission permission -> true;
            case ConnectorException.NotFound notFound -> true;
            case ConnectorException.NotSupported notSupported -> true;
            case ConnectorException.VersionMismatch mismatch -> true;
            case ConnectorException.Invalid invalid -> true;
            case ConnectorException.RateLimited limited -> true;
            case ConnectorException.Unavailable unavailable -> true;
            // These three may come of a later step, when an earlier one has done something.
            case ConnectorException.Timeout timeout -> false;
            case ConnectorException.Malformed malformed -> false;
            case ConnectorException.Internal internal -> false;
            case ConnectorException.OutcomeUnknown unknown -> false;
        };
    }

    private String text(ActionSpec spec, String summary, Json output) {
        Json.ObjectBuilder object = Json.object().put("summary", summary).put("output", output);
        if (!schemas.faults(spec.outputSchema(), output).isEmpty()) {
            object.put("output_invalid", true);
        }
        return new JsonWriter().text(object.build());
    }

    private String described(StileException error) {
        return secrets.clean(
                new JsonWriter()
                        .text(
                                Json.object()
                                        .put("code", error.code())
                                        .put("message", error.headline())
                                        .putIf(
                                                "said",
                                                error.remoteText()
                                                        .map(
                                                                text ->
                                                                        text.sanitise(
                                                                                        Sanitizers
                                                                                                .log(
                                                                                                        2000))
                                                                                .value()))
                                        .build()));
    }

    private String stored(Tainted<String> text) {
        return secrets.clean(text.sanitise(Sanitizers.<String>sqlParameter(each -> each)).value());
    }
}
