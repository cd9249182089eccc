package dev.stile.cli.subscribers;

import picocli.CommandLine.Command;

/** The group of commands about subscribers. */
@Command(
        name = "subscriber",
        description = "See the programs that tell events for connectors.",
        subcommands = {SubscriberListCommand.class},
        footer = {"", "Example:", "  stile subscriber list"})
public final class SubscriberCommand {}
