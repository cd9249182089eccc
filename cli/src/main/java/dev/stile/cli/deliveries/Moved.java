package dev.stile.cli.deliveries;

import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.delivery.Delivery;

/** Where a delivery is after it was moved. */
final class Moved {
    private Moved() {}

    static ExitCode tell(Desk desk, Delivery delivery) {
        return desk.done(
                DeliveryDocument.whole(delivery),
                terminal -> {
                    terminal.result(DeliveryDocument.line(delivery));
                    DeliveryDocument.next(delivery)
                            .ifPresent(command -> terminal.note("next: " + command));
                });
    }
}
