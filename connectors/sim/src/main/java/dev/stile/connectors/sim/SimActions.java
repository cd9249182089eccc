package dev.stile.connectors.sim;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSet;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.CallContext;
import dev.stile.api.recordaction.RecordActionNames;
import dev.stile.api.recordaction.RecordActionSpecs;
import dev.stile.api.recordaction.RecordActions;
import dev.stile.api.store.RecordStore;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The usual actions of a tracker, and messages to its channels. Any thread may call. */
final class SimActions implements ActionSet {
    private static final RecordActionNames NAMES = new RecordActionNames("record", "transition");

    private final RecordActions usual;
    private final Messages messages;

    SimActions(RecordStore store, Messages messages) {
        this.usual = new RecordActions(store, NAMES, Idempotency.KEY);
        this.messages = messages;
    }

    /** All of them as data. */
    static List<ActionSpec> specs() {
        return Stream.concat(
                        RecordActionSpecs.of(NAMES, Idempotency.KEY).stream(),
                        Stream.of(Messages.spec()))
                .toList();
    }

    @Override
    public List<ActionSpec> actions() {
        return specs();
    }

    @Override
    public ActionResult perform(ActionCall call, CallContext context) {
        return call.action().equals(Messages.SEND)
                ? messages.send(call, context)
                : usual.perform(call, context);
    }

    @Override
    public Reconciliation reconcile(ActionCall call, Instant attemptedAt, CallContext context) {
        return call.action().equals(Messages.SEND)
                ? messages.find(call, context)
                : usual.reconcile(call, attemptedAt, context);
    }
}
