package dev.stile.cli.webhooks;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.webhook.Received;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tries a receiver. */
@Command(
        name = "test",
        description = "Sign a sample as the sender would, and take it in as a test event.",
        footer = {"", "Example:", "  stile webhook test shop-hooks"})
public final class WebhookTestCommand implements Action {
    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String connection = "";

    @Mixin private Base base = new Base();

    @Override
    public ExitCode run(Desk desk) {
        Received received =
                desk.flow().webhooks(base.text()).test(connection, desk.subject(), desk.patience());
        String what =
                switch (received) {
                    case Received.Stored stored -> "stored";
                    case Received.Known known -> "known";
                    case Received.Hinted hinted -> "hinted";
                    case Received.SetAside setAside -> "set_aside";
                    case Received.Asked asked -> "asked";
                    case Received.Refused refused -> "refused";
                    case Received.Gone gone -> "gone";
                    case Received.Unavailable unavailable -> "unavailable";
                };
        boolean taken =
                received instanceof Received.Stored
                        || received instanceof Received.Known
                        || received instanceof Received.Hinted;
        desk.tell(
                Json.object().put("connection", connection).put("result", what).build(),
                terminal -> {
                    terminal.result("the sample was " + what.replace('_', ' '));
                    terminal.note(
                            "next: "
                                    + ShellWords.command(
                                            "stile event list --connection", connection));
                });
        return taken ? ExitCode.DONE : ExitCode.FAILED;
    }
}
