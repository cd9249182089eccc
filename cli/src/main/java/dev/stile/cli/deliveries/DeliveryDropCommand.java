package dev.stile.cli.deliveries;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.delivery.Delivery;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drops a delivery. */
@Command(
        name = "drop",
        description = "Drop a delivery: nothing happens for it.",
        footer = {"", "Example:", "  stile delivery drop 17 --reason obsolete"})
public final class DeliveryDropCommand implements Action {
    @Parameters(paramLabel = "ID", description = "The delivery.")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason = "";

    @Override
    public ExitCode run(Desk desk) {
        Delivery delivery =
                desk.flow()
                        .deadLetters()
                        .drop(desk.patience(), desk.subject(), DeliveryDocument.id(id), reason);
        return Moved.tell(desk, delivery);
    }
}
