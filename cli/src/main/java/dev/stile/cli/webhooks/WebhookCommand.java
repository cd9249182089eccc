package dev.stile.cli.webhooks;

import picocli.CommandLine.Command;

/** Everything about webhooks. */
@Command(
        name = "webhook",
        description = "Receive what servers send by themselves.",
        subcommands = {
            WebhookAddCommand.class,
            WebhookUrlCommand.class,
            WebhookRotateCommand.class,
            WebhookTestCommand.class,
            WebhookRemoveCommand.class,
        })
public final class WebhookCommand {}
