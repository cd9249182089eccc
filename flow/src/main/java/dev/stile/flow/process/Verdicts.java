package dev.stile.flow.process;

import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Receipt;
import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.ConnectorException.VersionMismatch;
import dev.stile.api.error.Retry;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Version;
import dev.stile.core.redact.Redaction;
import dev.stile.flow.process.wire.ActAnswer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns what a program answered into a result, or into an error of the one family. */
record Verdicts(Caller caller, ActionSpec action) {
    private static final Duration USUAL_WAIT = Duration.ofSeconds(5);

    /**
     * @param errors the last of what it said to people
     */
    ActionResult result(ActAnswer answer, String errors, Deadline deadline) {
        return switch (answer) {
            case ActAnswer.Done done -> done(done);
            case ActAnswer.Refused refused -> throw refusal(refused, errors);
            case ActAnswer.Unclear(String why, boolean late) ->
                    throw caller.saying(unclear(why, late), errors);
        };
    }

    ActionResult done(ActAnswer.Done done) {
        List<String> notes = new ArrayList<>(done.notes());
        if (!caller.host().schemas().faults(action.outputSchema(), done.output()).isEmpty()
                && !(done.output() instanceof Json.JsonNull)) {
            notes.add("output_invalid");
        }
        Redaction.Cleaned<Json> output =
                new Redaction(caller.host().redactor()).json(done.output());
        if (output.found()) {
            notes.add(Redaction.FOUND);
        }
        return new ActionResult(
                caller.said(done.summary().orElse(action.slug() + " completed")),
                Tainted.of(output.value(), caller.label()),
                done.receipt()
                        .map(
                                found ->
                                        new Receipt(
                                                caller.said(found.id()),
                                                found.url().map(caller::said))),
                notes);
    }

    /** With an effect, nobody knows; without one, it simply failed. */
    private ConnectorException unclear(String why, boolean late) {
        if (!action.onlyReads()) {
            return new OutcomeUnknown(action.slug(), why);
        }
        return late
                ? new Timeout(
                        Timeout.Phase.WAIT,
                        action.deadline().orElse(caller.manifest().limits().act()))
                : new Unavailable("the program failed at " + action.slug() + ": " + why);
    }

    private ConnectorException refusal(ActAnswer.Refused refused, String errors) {
        return caller.saying(error(refused), refused.error().orElse(errors));
    }

    /** Without a word that it may work later, a failure is not tried again. */
    private ConnectorException error(ActAnswer.Refused refused) {
        String headline = "the program says that " + action.slug() + " failed";
        Duration delay = refused.retryAfter().orElse(USUAL_WAIT);
        ConnectorException said =
                switch (refused.code().orElse("")) {
                    case "auth" -> new Auth(headline);
                    case "permission" -> new Permission(headline, List.of());
                    case "not_found" -> new NotFound(NotFound.What.RECORD, headline);
                    case "not_supported" -> new NotSupported(action.slug());
                    case "version_mismatch" ->
                            new VersionMismatch(
                                    new Version("unknown"), Optional.empty(), Optional.empty());
                    case "invalid" ->
                            new Invalid(
                                    refused.field().orElse("input"),
                                    "the program does not take it",
                                    List.of());
                    case "rate_limited" ->
                            refused.retryable()
                                    ? new RateLimited(
                                            caller.host().clock().instant().plus(delay),
                                            delay,
                                            false)
                                    : new Unavailable(headline, new Retry.No());
                    case "unavailable", "timeout", "malformed" ->
                            new Unavailable(headline, later(refused.retryable(), delay));
                    // It said no in words that we do not know: definite, and not by a fault of
                    // ours.
                    default -> new Unavailable(headline, new Retry.No());
                };
        return refused.retryable() && !(said.retry() instanceof Retry.AfterDelay)
                ? new Unavailable(headline, new Retry.AfterDelay(delay))
                : said;
    }

    private static Retry later(boolean retryable, Duration delay) {
        return retryable ? new Retry.AfterDelay(delay) : new Retry.No();
    }
}
