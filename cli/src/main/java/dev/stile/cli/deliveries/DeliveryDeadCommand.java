package dev.stile.cli.deliveries;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.Limit;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.delivery.DeliveryFilter;
import dev.stile.flow.delivery.DeliveryState;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.Optional;

/** Lists dead letters. */
@Command(
        name = "dead",
        description = "List the deliveries that were given up, newest first.",
        footer = {"", "Example:", "  stile delivery dead --rule urgent"})
public final class DeliveryDeadCommand implements Action {
    @Option(names = "--rule", paramLabel = "SLUG", description = "Only of this rule.")
    private Optional<String> rule = Optional.empty();

    @Option(names = "--before", paramLabel = "ID", description = "Only those before this one.")
    private long before = Long.MAX_VALUE;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Limit.Few.class,
            description = "Most of them: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Override
    public ExitCode run(Desk desk) {
        return Listing.tell(
                desk, new DeliveryFilter(rule, Optional.of(DeliveryState.DEAD)), before, limit);
    }
}
