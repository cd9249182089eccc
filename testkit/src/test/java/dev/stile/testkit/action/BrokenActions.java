package dev.stile.testkit.action;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionInput;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSet;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Receipt;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.UserInput;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Actions that do one thing wrong. */
final class BrokenActions {
    private BrokenActions() {}

    /**
     * One of them.
     *
     * @param wrong what, to be read after "a set that"
     * @param fails the cases that find it, and no others
     * @param specs what its manifest names
     */
    record Twin(
            String wrong,
            Set<ActionCase> fails,
            List<ActionSpec> specs,
            UnaryOperator<ActionSet> breaking) {
        @Override
        public String toString() {
            return "a set that " + wrong;
        }
    }

    private interface Performing {
        ActionResult perform(ActionSet healthy, ActionCall call, CallContext context);
    }

    private interface Reconciling {
        Reconciliation reconcile(
                ActionSet healthy, ActionCall call, Instant at, CallContext context);
    }

    static List<Twin> all() {
        List<Twin> twins = new ArrayList<>(described());
        twins.addAll(effects());
        twins.addAll(reconciled());
        return twins;
    }

    private static List<Twin> described() {
        return List.of(
                new Twin(
                        "has another action than its manifest",
                        Set.of(ActionCase.A01),
                        LedgerActions.SPECS.subList(0, 3),
                        healthy -> healthy),
                naming(
                        "takes whatever it is given",
                        spec ->
                                new ActionSpec(
                                        spec.slug(),
                                        spec.description(),
                                        open(spec.inputSchema()),
                                        spec.outputSchema(),
                                        spec.permission(),
                                        spec.recipient(),
                                        spec.idempotency(),
                                        spec.keyLifetime(),
                                        spec.deadline()),
                        ActionCase.A02),
                naming(
                        "says that it reaches what its input does not name",
                        spec ->
                                new ActionSpec(
                                        spec.slug(),
                                        spec.description(),
                                        spec.inputSchema(),
                                        spec.outputSchema(),
                                        spec.permission(),
                                        Optional.of("/nobody"),
                                        spec.idempotency(),
                                        spec.keyLifetime(),
                                        spec.deadline()),
                        ActionCase.A03),
                performing(
                        "says more than its output schema names",
                        (healthy, call, context) -> {
                            ActionResult result = healthy.perform(call, context);
                            return new ActionResult(
                                    result.summary(),
                                    result.output()
                                            .map(
                                                    output ->
                                                            Json.object()
                                                                    .put("result", output)
                                                                    .build()),
                                    result.receipt());
                        },
                        ActionCase.A04),
                performing(
                        "does something for an action that it does not have",
                        (healthy, call, context) -> {
                            try {
                                return healthy.perform(call, context);
                            } catch (NotSupported unknown) {
                                return LedgerActions.result(Tainted.of("n0", context.label()));
                            }
                        },
                        ActionCase.A05),
                performing(
                        "fails with an error of its own where a member is missing",
                        (healthy, call, context) -> {
                            try {
                                return healthy.perform(call, context);
                            } catch (Invalid refused) {
                                if (isThere(call, "place") && isThere(call, "text")) {
                                    throw refused;
                                }
                                throw new IllegalStateException(refused);
                            }
                        },
                        ActionCase.A06),
                performing(
                        "blames another member",
                        (healthy, call, context) -> {
                            try {
                                return healthy.perform(call, context);
                            } catch (Invalid refused) {
                                throw isThere(call, "place") && isThere(call, "text")
                                        ? new Invalid("place", "something is wrong", List.of())
                                        : refused;
                            }
                        },
                        ActionCase.A07));
    }

    private static List<Twin> effects() {
        return List.of(
                performing(
                        "does it twice",
                        (healthy, call, context) -> {
                            ActionResult first = healthy.perform(call, context);
                            return call.action().equals(LedgerActions.NOTE)
                                    ? healthy.perform(call, context)
                                    : first;
                        },
                        ActionCase.A08),
                performing(
                        "leaves a mark where it reads",
                        (healthy, call, context) -> {
                            ActionResult result = healthy.perform(call, context);
                            if (call.action().equals(LedgerActions.READ)) {
                                return mark(healthy, result, context);
                            }
                            return result;
                        },
                        ActionCase.A09),
                performing(
                        "calls a lost answer unavailable",
                        (healthy, call, context) -> {
                            try {
                                return healthy.perform(call, context);
                            } catch (OutcomeUnknown unknown) {
                                throw new Unavailable("no answer", unknown);
                            }
                        },
                        ActionCase.A10,
                        ActionCase.A13,
                        ActionCase.A15),
                performing(
                        "calls unknown what never left",
                        (healthy, call, context) -> {
                            try {
                                return healthy.perform(call, context);
                            } catch (Unavailable unavailable) {
                                throw new OutcomeUnknown("writing", "no answer", unavailable);
                            }
                        },
                        ActionCase.A11),
                performing(
                        "calls a read unknown whose answer was lost",
                        (healthy, call, context) -> {
                            try {
                                return healthy.perform(call, context);
                            } catch (Timeout late) {
                                throw new OutcomeUnknown("reading", "no answer", late);
                            }
                        },
                        ActionCase.A12),
                performing(
                        "takes another key when it tries again",
                        (healthy, call, context) -> {
                            IdempotencyKey other = new IdempotencyKey(UUID.randomUUID().toString());
                            return healthy.perform(
                                    call.attempt() == 1
                                            ? call
                                            : new ActionCall(
                                                    call.action(),
                                                    call.input(),
                                                    other,
                                                    call.attempt()),
                                    context);
                        },
                        ActionCase.A16),
                performing(
                        "does not take a repetition that it calls harmless",
                        (healthy, call, context) -> {
                            if (call.action().equals(LedgerActions.MARK) && call.attempt() > 1) {
                                throw new Invalid("text", "it is marked already", List.of());
                            }
                            return healthy.perform(call, context);
                        },
                        ActionCase.A17),
                performing(
                        "hands out what it read as if the user had typed it",
                        (healthy, call, context) -> {
                            ActionResult result = healthy.perform(call, context);
                            return new ActionResult(
                                    result.summary(),
                                    Tainted.of(ActionScene.bare(result.output()), Label.ofUser()),
                                    result.receipt());
                        },
                        ActionCase.A18),
                performing(
                        "gives the same receipt for everything",
                        (healthy, call, context) -> {
                            ActionResult result = healthy.perform(call, context);
                            return new ActionResult(
                                    result.summary(),
                                    result.output(),
                                    result.receipt()
                                            .map(
                                                    receipt ->
                                                            new Receipt(
                                                                    receipt.id().map(id -> "done"),
                                                                    receipt.url())));
                        },
                        ActionCase.A19),
                performing(
                        "fails with an error of its own when it may not",
                        (healthy, call, context) -> {
                            try {
                                return healthy.perform(call, context);
                            } catch (Auth refused) {
                                throw new IllegalStateException(refused);
                            }
                        },
                        ActionCase.A20));
    }

    private static List<Twin> reconciled() {
        return List.of(
                reconciling(
                        "cannot look although it says so",
                        (healthy, call, at, context) ->
                                new Reconciliation.CannotTell("it does not look"),
                        ActionCase.A13),
                reconciling(
                        "takes for done what it cannot find",
                        (healthy, call, at, context) -> {
                            Reconciliation found = healthy.reconcile(call, at, context);
                            return found instanceof Reconciliation.Absent
                                    ? new Reconciliation.Found(
                                            LedgerActions.result(Tainted.of("n0", context.label())))
                                    : found;
                        },
                        ActionCase.A14),
                reconciling(
                        "writes while it looks",
                        (healthy, call, at, context) -> {
                            Reconciliation found = healthy.reconcile(call, at, context);
                            if (found instanceof Reconciliation.Found(ActionResult result)) {
                                return new Reconciliation.Found(mark(healthy, result, context));
                            }
                            return found;
                        },
                        ActionCase.A15));
    }

    private static boolean isThere(ActionCall call, String member) {
        return call.input().value().json().get(member).isPresent();
    }

    private static ActionResult mark(ActionSet healthy, ActionResult instead, CallContext context) {
        Json.JsonObject input =
                Json.object().put("place", "elsewhere").put("text", "was here").build();
        ActionResult marked =
                healthy.perform(
                        new ActionCall(
                                LedgerActions.MARK,
                                UserInput.trusted(new ActionInput(input)),
                                new IdempotencyKey("mark"),
                                1),
                        context);
        return marked.receipt().isPresent() ? instead : marked;
    }

    private static Twin naming(String wrong, UnaryOperator<ActionSpec> specs, ActionCase... fails) {
        List<ActionSpec> broken = LedgerActions.SPECS.stream().map(specs).toList();
        return new Twin(
                wrong,
                Set.of(fails),
                broken,
                healthy -> new Broken(broken, healthy::perform, healthy::reconcile));
    }

    private static Twin performing(String wrong, Performing work, ActionCase... fails) {
        return new Twin(
                wrong,
                Set.of(fails),
                LedgerActions.SPECS,
                healthy ->
                        new Broken(
                                LedgerActions.SPECS,
                                (call, context) -> work.perform(healthy, call, context),
                                healthy::reconcile));
    }

    private static Twin reconciling(String wrong, Reconciling work, ActionCase... fails) {
        return new Twin(
                wrong,
                Set.of(fails),
                LedgerActions.SPECS,
                healthy ->
                        new Broken(
                                LedgerActions.SPECS,
                                healthy::perform,
                                (call, at, context) -> work.reconcile(healthy, call, at, context)));
    }

    private static Json open(Json schema) {
        Json.ObjectBuilder open = Json.object();
        if (schema instanceof Json.JsonObject object) {
            object.members().forEach(open::put);
        }
        return open.put("additionalProperties", true).build();
    }

    private interface Perform {
        ActionResult perform(ActionCall call, CallContext context);
    }

    private interface Reconcile {
        Reconciliation reconcile(ActionCall call, Instant at, CallContext context);
    }

    private record Broken(List<ActionSpec> actions, Perform performs, Reconcile reconciles)
            implements ActionSet {
        @Override
        public ActionResult perform(ActionCall call, CallContext context) {
            return performs.perform(call, context);
        }

        @Override
        public Reconciliation reconcile(ActionCall call, Instant attemptedAt, CallContext context) {
            return reconciles.reconcile(call, attemptedAt, context);
        }
    }
}
