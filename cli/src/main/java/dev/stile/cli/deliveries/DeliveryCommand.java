package dev.stile.cli.deliveries;

import picocli.CommandLine.Command;

/** The group of commands about deliveries. */
@Command(
        name = "delivery",
        description = "See what rules made of events, and begin anew or drop what was given up.",
        subcommands = {
            DeliveryListCommand.class,
            DeliveryShowCommand.class,
            DeliveryDeadCommand.class,
            DeliveryRetryCommand.class,
            DeliveryReplayCommand.class,
            DeliveryDropCommand.class,
        },
        footer = {"", "Examples:", "  stile delivery dead", "  stile delivery retry 17"})
public final class DeliveryCommand {}
