package dev.stile.cli.acting;

import picocli.CommandLine.Command;

/** The group of commands about the outbox. */
@Command(
        name = "outbox",
        description = "See what waits to act outside, and decide about it.",
        subcommands = {
            OutboxListCommand.class,
            OutboxShowCommand.class,
            OutboxProposeCommand.class,
            OutboxApproveCommand.class,
            OutboxRejectCommand.class,
            OutboxEditCommand.class,
            OutboxRetryCommand.class,
            OutboxResolveCommand.class,
            OutboxCancelCommand.class,
        },
        footer = {
            "",
            "Examples:",
            "  stile outbox list --state proposed",
            "  stile outbox approve ob-88 --version 1 --hash 9f2c1a0b77de",
        })
public final class OutboxCommand {}
