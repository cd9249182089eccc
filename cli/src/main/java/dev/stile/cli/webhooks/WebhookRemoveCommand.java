package dev.stile.cli.webhooks;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a receiver. */
@Command(
        name = "remove",
        description = "Remove the receiver of a connection. Its events stay.",
        footer = {"", "Example:", "  stile webhook remove shop-hooks"})
public final class WebhookRemoveCommand implements Action {
    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String connection = "";

    @Mixin private Base base = new Base();

    @Override
    public ExitCode run(Desk desk) {
        boolean changed =
                desk.flow()
                        .webhooks(base.text())
                        .remove(connection, desk.subject(), desk.patience());
        return desk.done(
                Json.object().put("connection", connection).put("changed", changed).build(),
                terminal ->
                        terminal.result(
                                changed
                                        ? "removed the receiver of " + connection
                                        : "there was no receiver of " + connection));
    }
}
