package dev.stile.flow.process;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSet;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.json.Json;
import dev.stile.flow.process.wire.ActReader;
import dev.stile.flow.process.wire.Hello;
import dev.stile.flow.process.wire.Lines;
import dev.stile.flow.process.wire.Output;
import dev.stile.flow.schema.SchemaFault;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program's actions (FL-24 to FL-27). Any thread may call. */
final class ProcessActions implements ActionSet {
    private static final String ACT = "act";
    private static final String RECONCILE = "reconcile";

    private final Caller caller;
    private final Greetings greetings;
    private final ActReader reader = new ActReader();
    private final Lines lines = new Lines();

    ProcessActions(Caller caller, Greetings greetings) {
        this.caller = caller;
        this.greetings = greetings;
    }

    @Override
    public List<ActionSpec> actions() {
        return caller.manifest().actions();
    }

    @Override
    public Optional<String> leftOut(String action) {
        return Optional.ofNullable(caller.template().leftOut().get(action));
    }

    @Override
    public ActionResult perform(ActionCall call, CallContext context) {
        ActionSpec action = require(call.action());
        requireFitting(action, call.input().value().json());
        Deadline deadline = deadline(action, context);
        try (GivenSecrets given = caller.secrets().resolve(deadline)) {
            Hello hello = greetings.offering(ACT, deadline);
            if (deadline.isPast()) {
                throw new Timeout(Timeout.Phase.CONNECT, Duration.ZERO);
            }
            OneShot.Ended ended = run(ACT, hello, call, given, Optional.empty(), deadline);
            return new Verdicts(caller, action)
                    .result(reader.act(ended.output()), ended.errors(), deadline);
        }
    }

    @Override
    public Reconciliation reconcile(ActionCall call, Instant attemptedAt, CallContext context) {
        ActionSpec action = require(call.action());
        Deadline deadline = deadline(action, context);
        try (GivenSecrets given = caller.secrets().resolve(deadline)) {
            Hello hello = greetings.greeting(deadline);
            if (!hello.offers(RECONCILE)) {
                return new Reconciliation.CannotTell("the program offers no reconcile");
            }
            OneShot.Ended ended =
                    run(RECONCILE, hello, call, given, Optional.of(attemptedAt), deadline);
            return reader.reconcile(ended.output())
                    .<Reconciliation>map(
                            told ->
                                    switch (told) {
                                        case ActReader.Reconciled.Happened(var done) ->
                                                new Reconciliation.Found(
                                                        new Verdicts(caller, action).done(done));
                                        case ActReader.Reconciled.DidNot no ->
                                                new Reconciliation.Absent();
                                    })
                    .orElseGet(
                            () ->
                                    new Reconciliation.CannotTell(
                                            "the program gave no definite answer"));
        }
    }

    private ActionSpec require(String slug) {
        return caller.manifest().action(slug).orElseThrow(() -> new NotSupported("the action"));
    }

    /** Before anything is started. */
    private void requireFitting(ActionSpec action, Json input) {
        List<SchemaFault> faults = caller.host().schemas().faults(action.inputSchema(), input);
        if (!faults.isEmpty()) {
            SchemaFault first = faults.getFirst();
            throw new Invalid(
                    first.pointer().isEmpty() ? "input" : first.pointer(),
                    first.reason(),
                    List.of());
        }
    }

    private Deadline deadline(ActionSpec action, CallContext context) {
        return context.deadline()
                .orSooner(action.deadline().orElse(caller.manifest().limits().act()));
    }

    private OneShot.Ended run(
            String operation,
            Hello hello,
            ActionCall call,
            GivenSecrets given,
            Optional<Instant> attemptedAt,
            Deadline deadline) {
        Map<String, String> variables = new HashMap<>(given.environment());
        Duration left = deadline.left();
        Instant until = caller.host().clock().instant().plus(left);
        byte[] line;
        if (hello.protocol() == 0) {
            variables.put("STILE_IDEMPOTENCY_KEY", call.key().text());
            variables.put("STILE_DEADLINE", until.toString());
            line = lines.line(call.input().value().json());
        } else {
            Json.ObjectBuilder request =
                    Json.object()
                            .put("op", operation)
                            .put("protocol", hello.protocol())
                            .put("connection", caller.connection())
                            .put("action", call.action())
                            .put("input", call.input().value().json())
                            .put("idempotency_key", call.key().text())
                            .put("attempt", call.attempt())
                            .put("deadline", until.toString())
                            .put("deadline_ms", left.toMillis())
                            .put("settings", caller.settings());
            attemptedAt.ifPresent(at -> request.put("attempted_at", at.toString()));
            line = lines.line(request.build(), given.lines());
        }
        return OneShot.run(
                caller.start(
                        List.of(operation, caller.connection(), call.action()),
                        variables,
                        Output.MOST),
                line,
                deadline,
                caller.host().times());
    }
}
