package dev.stile.cli.connections;

import picocli.CommandLine.Command;

/** The group of commands about secrets. */
@Command(
        name = "secret",
        description = "See where connections take their secrets from.",
        subcommands = SecretListCommand.class,
        footer = {"", "Example:", "  stile secret list"})
public final class SecretCommand {}
