package dev.stile.cli.flow;

import dev.stile.api.call.Deadline;
import dev.stile.flow.label.FlowCheck;
import dev.stile.flow.label.FlowVerdict;
import dev.stile.flow.label.Place;
import dev.stile.flow.outbox.Clearances;

/** Holds what leaves to the labels that it carries. */
record LabelClearances() implements Clearances {
    @Override
    public void require(Deadline deadline, Flow flow) {
        String path = flow.subject().actor() + ": " + flow.action();
        FlowVerdict verdict =
                FlowCheck.check(
                        path,
                        flow.label(),
                        Place.of(flow.connection(), flow.recipient()),
                        flow.declarations());
        if (verdict instanceof FlowVerdict.Refused refused) {
            throw refused.failure();
        }
    }
}
