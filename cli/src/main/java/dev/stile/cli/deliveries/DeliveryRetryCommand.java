package dev.stile.cli.deliveries;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.delivery.Delivery;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Begins a delivery anew. */
@Command(
        name = "retry",
        description = "Begin a dead or failed delivery anew, by the rule as it is now.",
        footer = {"", "Example:", "  stile delivery retry 17"})
public final class DeliveryRetryCommand implements Action {
    @Parameters(paramLabel = "ID", description = "The delivery.")
    private String id = "";

    @Override
    public ExitCode run(Desk desk) {
        Delivery delivery =
                desk.flow()
                        .deadLetters()
                        .retry(desk.patience(), desk.subject(), DeliveryDocument.id(id));
        return Moved.tell(desk, delivery);
    }
}
