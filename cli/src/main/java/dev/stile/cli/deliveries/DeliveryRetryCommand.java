package dev.stile.cli.deliveries;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.delivery.Delivery;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** Begins a delivery anew. */
@Command(
        name = "retry",
        description = "Begin a dead or failed delivery anew, by the rule as it is now.",
        footer = {
            "",
            "Examples:",
            "  stile delivery retry 17",
            "  stile delivery retry 17 --accept-duplicate --reason harmless",
        })
public final class DeliveryRetryCommand implements Action {
    @Parameters(paramLabel = "ID", description = "The delivery.")
    private String id = "";

    @Option(
            names = "--accept-duplicate",
            description = "Begin one whose entry was called off, although it may happen twice.")
    private boolean acceptDuplicate;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why a duplicate is accepted.")
    private String reason = "";

    @Override
    public ExitCode run(Desk desk) {
        Delivery delivery =
                desk.flow()
                        .deadLetters()
                        .retry(
                                desk.patience(),
                                desk.subject(),
                                DeliveryDocument.id(id),
                                acceptDuplicate ? Optional.of(reason) : Optional.empty());
        return Moved.tell(desk, delivery);
    }
}
