package dev.stile.cli.subscribers;

import picocli.CommandLine.Command;

/** The group of commands about what is trusted. */
@Command(
        name = "trust",
        description = "See, give and take back trust in what lies in a workspace.",
        subcommands = {TrustListCommand.class, TrustAddCommand.class, TrustRevokeCommand.class},
        footer = {"", "Example:", "  stile trust add .stile/subscribers/pond-level"})
public final class TrustCommand {}
