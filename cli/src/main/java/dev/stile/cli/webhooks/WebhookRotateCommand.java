package dev.stile.cli.webhooks;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.WeakSecrets;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.flow.document.Spans;
import dev.stile.flow.webhook.WebhookAddress;
import dev.stile.flow.webhook.WebhookAdmin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives a receiver another address, or another secret. */
@Command(
        name = "rotate",
        description = "Give a receiver a new address, or a new secret. The old one stays a while.",
        footer = {
            "",
            "Examples:",
            "  stile webhook rotate shop-hooks",
            "  stile webhook rotate shop-hooks --secret env:NEW_SECRET --overlap PT1H",
        })
public final class WebhookRotateCommand implements Action {
    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String connection = "";

    @Option(
            names = "--secret",
            paramLabel = "REFERENCE",
            description = "Where the new secret is; without it the address is new.")
    private Optional<String> secret = Optional.empty();

    @Option(
            names = "--overlap",
            paramLabel = "TIME",
            description = "How long the old one is valid too: ${DEFAULT-VALUE}.")
    private String overlap = "PT24H";

    @Option(names = WeakSecrets.OPTION, description = WeakSecrets.MEANING)
    private boolean weakSecret;

    @Mixin private Base base = new Base();

    @Override
    public ExitCode run(Desk desk) {
        if (!weakSecret) {
            new HookSecret(desk, connection).requireNotWeak(secret, allowing());
        }
        WebhookAdmin webhooks = desk.flow().webhooks(base.text());
        Duration both = time(overlap);
        if (secret.isPresent()) {
            webhooks.rotateSecret(connection, secret.get(), both, desk.subject(), desk.patience());
            return desk.done(
                    Json.object().put("connection", connection).put("rotated", "secret").build(),
                    terminal ->
                            terminal.result("the new secret is valid; the old one for " + both));
        }
        WebhookAddress address =
                webhooks.rotateAddress(connection, both, desk.subject(), desk.patience());
        return desk.done(
                Json.object().put("connection", connection).put("url", address.text()).build(),
                terminal -> {
                    terminal.result(address.text());
                    terminal.note("give it to the sender now: it is not shown again");
                });
    }

    private List<String> allowing() {
        List<String> words = new ArrayList<>(List.of("stile", "webhook", "rotate", connection));
        secret.ifPresent(reference -> words.addAll(List.of("--secret", reference)));
        words.addAll(List.of("--overlap", overlap));
        words.addAll(base.typed());
        words.add(WeakSecrets.OPTION);
        return words;
    }

    private static Duration time(String text) {
        Optional<Duration> span = Spans.parse(text).or(() -> iso(text));
        return span.filter(time -> !time.isNegative())
                .orElseThrow(
                        () ->
                                Failure.of(Code.USAGE)
                                        .headline("--overlap is a time such as 45s, 24h or PT24H")
                                        .argument("verb", "webhook", "rotate")
                                        .build());
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException broken) {
            return Optional.empty();
        }
    }
}
