package dev.stile.cli.connections;

import picocli.CommandLine.Command;

/** The group of commands about stored connections. */
@Command(
        name = "connection",
        description = "List, show and change connections.",
        subcommands = {
            ConnectionListCommand.class,
            ConnectionShowCommand.class,
            ConnectionSetCommand.class,
            ConnectionOriginsCommand.class,
            ConnectionProbeCommand.class,
            ConnectionRestartCommand.class,
            ConnectionDisableCommand.class,
            ConnectionEnableCommand.class,
            ConnectionPositionCommand.class,
            ConnectionDeleteCommand.class,
        },
        footer = {
            "",
            "Examples:",
            "  stile connection list",
            "  stile connection origins work --add https://files.example",
        })
public final class ConnectionCommand {}
