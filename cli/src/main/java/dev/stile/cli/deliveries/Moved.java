package dev.stile.cli.deliveries;

import dev.stile.cli.desk.Desk;
import dev.stile.cli.flow.RestingNote;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.delivery.Delivery;
import dev.stile.flow.delivery.DeliveryState;

/** Where a delivery is after it was moved. */
final class Moved {
    private Moved() {}

    static ExitCode tell(Desk desk, Delivery delivery) {
        boolean rests = rests(desk, delivery);
        return desk.done(
                DeliveryDocument.whole(delivery, rests),
                terminal -> {
                    terminal.result(DeliveryDocument.line(delivery));
                    if (rests) {
                        terminal.note(RestingNote.of(delivery.rule()));
                    }
                    DeliveryDocument.next(delivery)
                            .ifPresent(command -> terminal.note("next: " + command));
                });
    }

    /** Whether nothing becomes of it until its rule is resumed. */
    private static boolean rests(Desk desk, Delivery delivery) {
        return delivery.state() == DeliveryState.PENDING
                && delivery.outbox().isEmpty()
                && desk.flow().rules().resting().contains(delivery.rule());
    }
}
