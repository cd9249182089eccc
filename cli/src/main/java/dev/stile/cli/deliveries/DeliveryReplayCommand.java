package dev.stile.cli.deliveries;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.delivery.Delivery;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives an event to a rule once more. */
@Command(
        name = "replay",
        description = "Give the event of a delivery to its rule once more.",
        footer = {"", "Example:", "  stile delivery replay 17 --new-key"})
public final class DeliveryReplayCommand implements Action {
    @Parameters(paramLabel = "ID", description = "The delivery.")
    private String id = "";

    @Option(names = "--new-key", description = "As something new: its effect may happen once more.")
    private boolean newKey;

    @Override
    public ExitCode run(Desk desk) {
        Delivery delivery =
                desk.flow()
                        .deadLetters()
                        .replay(desk.patience(), desk.subject(), DeliveryDocument.id(id), newKey);
        return Moved.tell(desk, delivery);
    }
}
