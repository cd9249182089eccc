package dev.stile.cli.webhooks;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.webhook.Webhook;
import dev.stile.flow.webhook.WebhookShown;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.time.Instant;

/** Shows a receiver. */
@Command(
        name = "url",
        description = "Show where a receiver is, without its token, and when it was last used.",
        footer = {"", "Example:", "  stile webhook url shop-hooks"})
public final class WebhookUrlCommand implements Action {
    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String connection = "";

    @Mixin private Base base = new Base();

    @Override
    public ExitCode run(Desk desk) {
        WebhookShown shown = desk.flow().webhooks(base.text()).show(connection, desk.patience());
        Webhook webhook = shown.webhook();
        String last = webhook.lastDelivery().map(Instant::toString).orElse("unknown");
        return desk.done(
                Json.object()
                        .put("connection", connection)
                        .put("url", shown.address())
                        .put("preset", webhook.preset())
                        .put("hint", webhook.hint())
                        .put("marks", shown.marks())
                        .put("last_delivery", last)
                        .build(),
                terminal -> {
                    terminal.result(shown.address());
                    terminal.result("preset " + webhook.preset() + ", last delivery " + last);
                    shown.marks().forEach(mark -> terminal.result("mark   " + mark));
                    terminal.note(
                            "a new address: "
                                    + ShellWords.command("stile webhook rotate", connection));
                });
    }
}
