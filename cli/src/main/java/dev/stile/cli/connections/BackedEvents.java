package dev.stile.cli.connections;

import dev.stile.api.connector.Manifest;
import dev.stile.api.error.StileException;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Way;
import dev.stile.flow.process.EventOffer;
import dev.stile.flow.template.Triggers;

import java.util.Optional;

/** A connector that claims events is connected only if its program tells some (FL-6). */
record BackedEvents(Desk desk, Manifest manifest) {
    /**
     * Asks the program of a connection that is about to be stored, if that alone can back the
     * claim. One that gives no answer is no reason to refuse: its probe and its rules say so.
     *
     * @throws Failure TRIGGER_UNBACKED
     */
    void require(Connection wanted) {
        if (!Triggers.needHello(manifest)) {
            return;
        }
        DefaultPolicy.require(desk.subject(), Deed.CONFIGURE, Way.COMMAND);
        if (desk.house().registry().opened(wanted) instanceof EventOffer offer
                && answer(offer).filter(told -> !told).isPresent()) {
            throw Triggers.notOffered(manifest.slug());
        }
    }

    private Optional<Boolean> answer(EventOffer offer) {
        try {
            return Optional.of(offer.offersEvents(desk.patience()));
        } catch (StileException notTold) {
            return Optional.empty();
        }
    }
}
