package dev.stile.flow.conform;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionInput;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSet;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Whether its actions answer, fit their schemas, and can be repeated or looked up. */
record ActCases(Cases cases, RandomGenerator random) {
    private static final String FAMILY = "act";
    private static final String RECONCILE = "reconcile";

    void run() {
        Optional<ActionSet> actions = cases.connector().actions();
        if (actions.isEmpty() || !cases.offers(FAMILY)) {
            cases.skip(FAMILY, "it does what it is asked", "FL-25", Cases.NOT_OFFERED);
            return;
        }
        if (cases.options().acts().isEmpty()) {
            cases.skip(FAMILY, "it does what it is asked", "FL-25", "no --act says what it may do");
        }
        cases.options().acts().forEach((slug, input) -> act(actions.get(), slug, input));
    }

    private void act(ActionSet actions, String slug, Json.JsonObject input) {
        ActionCall call = call(slug, input);
        boolean done =
                cases.check(
                        FAMILY,
                        slug + " is done and its output fits its schema",
                        "FL-25",
                        () -> {
                            ActionResult result = actions.perform(call, cases.call());
                            return String.join(", ", result.notes());
                        });
        if (done) {
            repeat(actions, call);
            reconcile(actions, call);
        }
    }

    private void repeat(ActionSet actions, ActionCall call) {
        String name = call.action() + " with a used key does nothing and gives the same receipt";
        boolean keyed =
                cases.options()
                        .template()
                        .manifest()
                        .action(call.action())
                        .map(ActionSpec::idempotency)
                        .filter(Idempotency.KEY::equals)
                        .isPresent();
        if (!keyed) {
            cases.skip(FAMILY, name, "FL-24", Cases.NOT_OFFERED + ": its idempotency is not key");
            return;
        }
        cases.check(
                FAMILY,
                name,
                "FL-24",
                () -> {
                    ActionResult first = actions.perform(again(call, 2), cases.call());
                    ActionResult second = actions.perform(again(call, 3), cases.call());
                    return first.receipt().isPresent() && first.receipt().equals(second.receipt())
                            ? ""
                            : "no receipt, or another one";
                });
    }

    private void reconcile(ActionSet actions, ActionCall call) {
        String found = call.action() + " is found again";
        if (!cases.offers(RECONCILE)) {
            cases.skip(RECONCILE, found, "FL-27", Cases.NOT_OFFERED);
            return;
        }
        cases.check(
                RECONCILE,
                found,
                "FL-27",
                () ->
                        actions.reconcile(call, Instant.EPOCH, cases.call())
                                        instanceof Reconciliation.Found
                                ? ""
                                : "it was not found");
        cases.check(
                RECONCILE,
                call.action() + " that was never done is not found",
                "FL-27",
                () ->
                        actions.reconcile(
                                                call(call.action(), call.input().value().json()),
                                                Instant.EPOCH,
                                                cases.call())
                                        instanceof Reconciliation.Found
                                ? "it was found"
                                : "");
    }

    private static ActionCall again(ActionCall call, int attempt) {
        return new ActionCall(call.action(), call.input(), call.key(), attempt);
    }

    private ActionCall call(String slug, Json.JsonObject input) {
        Label label = Label.outside(Scope.of(cases.options().connection()));
        return new ActionCall(
                slug,
                Tainted.of(new ActionInput(input), label).sanitise(Sanitizers.actionField()),
                new IdempotencyKey("conform-" + HexFormat.of().toHexDigits(random.nextLong())),
                1);
    }
}
