package dev.stile.cli.connectors;

import picocli.CommandLine.Command;

/** The group of commands about connectors. */
@Command(
        name = "connector",
        description = "List, check, register and remove connectors.",
        subcommands = {
            ConnectorListCommand.class,
            ConnectorShowCommand.class,
            ConnectorCheckCommand.class,
            ConnectorAddCommand.class,
            ConnectorRemoveCommand.class,
        },
        footer = {
            "",
            "Examples:",
            "  stile connector list",
            "  stile connector add ./pond/template.yaml",
        })
public final class ConnectorCommand {}
