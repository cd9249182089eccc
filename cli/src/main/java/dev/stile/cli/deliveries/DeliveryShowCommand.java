package dev.stile.cli.deliveries;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.delivery.Delivery;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a delivery. */
@Command(
        name = "show",
        description = "Show a delivery: event, rule, state, attempts, and its entry in the outbox.",
        footer = {"", "Example:", "  stile delivery show 17"})
public final class DeliveryShowCommand implements Action {
    @Parameters(paramLabel = "ID", description = "The delivery.")
    private String id = "";

    @Override
    public ExitCode run(Desk desk) {
        Delivery delivery =
                desk.flow()
                        .deliveries()
                        .find(desk.patience(), DeliveryDocument.id(id))
                        .orElseThrow(
                                () ->
                                        Failure.of(Code.NO_SUCH_DELIVERY)
                                                .headline("there is no delivery " + id)
                                                .build());
        return desk.done(
                DeliveryDocument.whole(delivery),
                terminal -> {
                    terminal.result(DeliveryDocument.line(delivery));
                    terminal.result("rule version: " + delivery.ruleVersion());
                    terminal.result("attempts: " + delivery.attempts());
                    delivery.batch().ifPresent(batch -> terminal.result("batch: " + batch));
                    terminal.note(
                            "next: "
                                    + ShellWords.command(
                                            "stile rule explain",
                                            delivery.rule(),
                                            delivery.connection() + "/" + delivery.event()));
                });
    }
}
