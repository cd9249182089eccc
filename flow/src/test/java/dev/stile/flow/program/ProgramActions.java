package dev.stile.flow.program;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSet;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.flow.schema.JsonSchemas;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A program's actions as the contract wants to watch and disturb them: a start of the program is
 * shown as a request, and what befalls the request befalls the program.
 *
 * @param wire where a start is shown
 */
record ProgramActions(ActionSet real, FileProgram program, EgressClient wire) implements ActionSet {
    private static final Url BASE = Url.under(URI.create("https://program.example"));

    @Override
    public List<ActionSpec> actions() {
        return real.actions();
    }

    @Override
    public ActionResult perform(ActionCall call, CallContext context) {
        Optional<ActionSpec> spec = actions().stream().filter(each -> fits(each, call)).findFirst();
        if (spec.isEmpty()) {
            return refused(call, context);
        }
        program.next(fate(shown(spec.get()), context));
        try {
            return real.perform(call, context);
        } finally {
            program.next(FileProgram.Fate.RUNS);
        }
    }

    @Override
    public Reconciliation reconcile(ActionCall call, Instant attemptedAt, CallContext context) {
        wire.send(HttpRequest.get(BASE.segments("reconcile"), "reconciling"), context);
        return real.reconcile(call, attemptedAt, context);
    }

    /** Nothing should start; what starts all the same is shown. */
    private ActionResult refused(ActionCall call, CallContext context) {
        long before = program.starts();
        try {
            return real.perform(call, context);
        } finally {
            if (program.starts() > before) {
                wire.send(HttpRequest.write("POST", BASE.segments("act"), "acting"), context);
            }
        }
    }

    private static boolean fits(ActionSpec spec, ActionCall call) {
        Json input = call.input().value().json();
        return spec.slug().equals(call.action())
                && new JsonSchemas().faults(spec.inputSchema(), input).isEmpty();
    }

    private static HttpRequest shown(ActionSpec spec) {
        Url url = BASE.segments(spec.slug());
        return spec.onlyReads()
                ? HttpRequest.get(url, "looking")
                : HttpRequest.write("POST", url, "acting");
    }

    private FileProgram.Fate fate(HttpRequest request, CallContext context) {
        try {
            wire.send(request, context);
            return FileProgram.Fate.RUNS;
        } catch (OutcomeUnknown | Timeout answerLost) {
            return FileProgram.Fate.DIES;
        } catch (Unavailable notReached) {
            return FileProgram.Fate.AWAY;
        }
    }
}
