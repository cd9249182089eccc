package dev.stile.cli.service;

import picocli.CommandLine.Command;

/** The group of commands about the daemon as a service. */
@Command(
        name = "service",
        description = "Let systemd run the daemon for this user.",
        subcommands = {
            ServiceInstallCommand.class,
            ServiceStatusCommand.class,
            ServiceUninstallCommand.class,
        },
        footer = {"", "Examples:", "  stile service install", "  stile service status"})
public final class ServiceCommand {}
