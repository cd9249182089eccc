package dev.stile.core.registry;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSet;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Receipt;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.CallContext;
import dev.stile.api.label.Label;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A connector's actions as the house sees them: one family of errors, and the label of the
 * connection and of the call on whatever comes back. Policy, intents and outcomes are the outbox's.
 */
final class GuardedActionSet implements ActionSet {
    private final ActionSet inner;
    private final Fenced fenced;
    private final Label label;

    GuardedActionSet(ActionSet inner, Fenced fenced, Label label) {
        this.inner = inner;
        this.fenced = fenced;
        this.label = label;
    }

    @Override
    public List<ActionSpec> actions() {
        return fenced.run("actions", inner::actions);
    }

    @Override
    public Optional<String> leftOut(String action) {
        return fenced.run("actions", () -> inner.leftOut(action));
    }

    @Override
    public ActionResult perform(ActionCall call, CallContext context) {
        return labelled(
                fenced.run("action.send", () -> inner.perform(call, context)),
                label.join(context.label()));
    }

    @Override
    public Reconciliation reconcile(ActionCall call, Instant attemptedAt, CallContext context) {
        return switch (fenced.run("reconcile", () -> inner.reconcile(call, attemptedAt, context))) {
            case Reconciliation.Found(ActionResult result) ->
                    new Reconciliation.Found(labelled(result, label.join(context.label())));
            case Reconciliation.Absent absent -> absent;
            case Reconciliation.NotSeen notSeen -> notSeen;
            case Reconciliation.CannotTell cannotTell -> cannotTell;
        };
    }

    private static ActionResult labelled(ActionResult result, Label label) {
        return new ActionResult(
                result.summary().joined(label),
                result.output().joined(label),
                result.receipt()
                        .map(
                                receipt ->
                                        new Receipt(
                                                receipt.id().joined(label),
                                                receipt.url().map(url -> url.joined(label)))),
                result.notes());
    }
}
