package dev.stile.cli.debug;

import picocli.CommandLine.Command;

/** The group of commands for tests of the program itself. */
@Command(
        name = "debug",
        description = "Help tests of the program itself.",
        subcommands = {CrashPointsCommand.class},
        footer = {"", "Example:", "  stile debug crash-points --json"})
public final class DebugCommand {}
