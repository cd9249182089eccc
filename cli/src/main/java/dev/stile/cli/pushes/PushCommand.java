package dev.stile.cli.pushes;

import picocli.CommandLine.Command;

/** The group of commands about earlier pushes. */
@Command(
        name = "push",
        description = "See what earlier pushes did, and settle what is not known.",
        subcommands = {PushLogCommand.class, PushResolveCommand.class},
        footer = {"", "Examples:", "  stile push log", "  stile push resolve PLAN 3 --not-created"})
public final class PushCommand {}
