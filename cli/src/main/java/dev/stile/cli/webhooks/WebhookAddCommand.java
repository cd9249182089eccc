package dev.stile.cli.webhooks;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.WeakSecrets;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.webhook.WebhookAddress;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a receiver. */
@Command(
        name = "add",
        description = "Make a receiver for a connection. Its address is printed this once.",
        footer = {
            "",
            "Examples:",
            "  stile webhook add shop-hooks",
            "  stile webhook add work --preset generic --secret env:HOOK_SECRET",
        })
public final class WebhookAddCommand implements Action {
    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String connection = "";

    @Option(names = "--preset", paramLabel = "PRESET", description = "Whose form deliveries have.")
    private Optional<String> preset = Optional.empty();

    @Option(
            names = "--secret",
            paramLabel = "REFERENCE",
            description = "Where the secret is that proves deliveries: env:NAME.")
    private Optional<String> secret = Optional.empty();

    @Option(names = WeakSecrets.OPTION, description = WeakSecrets.MEANING)
    private boolean weakSecret;

    @Mixin private Base base = new Base();

    @Override
    public ExitCode run(Desk desk) {
        if (!weakSecret) {
            new HookSecret(desk, connection).requireNotWeak(secret, allowing());
        }
        WebhookAddress address =
                desk.flow()
                        .webhooks(base.text())
                        .add(connection, preset, secret, desk.subject(), desk.patience());
        return desk.done(
                Json.object().put("connection", connection).put("url", address.text()).build(),
                terminal -> {
                    terminal.result(address.text());
                    terminal.note("give it to the sender now: it is not shown again");
                    terminal.note("next: " + ShellWords.command("stile webhook test", connection));
                });
    }

    private List<String> allowing() {
        List<String> words = new ArrayList<>(List.of("stile", "webhook", "add", connection));
        preset.ifPresent(named -> words.addAll(List.of("--preset", named)));
        secret.ifPresent(reference -> words.addAll(List.of("--secret", reference)));
        words.addAll(base.typed());
        words.add(WeakSecrets.OPTION);
        return words;
    }
}
