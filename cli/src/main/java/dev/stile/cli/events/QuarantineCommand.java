package dev.stile.cli.events;

import picocli.CommandLine.Command;

/** The group of commands about frames that were set aside. */
@Command(
        name = "quarantine",
        description = "See and drop what a connector said that could not be an event.",
        subcommands = {QuarantineListCommand.class, QuarantineDropCommand.class},
        footer = {"", "Example:", "  stile event quarantine list"})
public final class QuarantineCommand {}
