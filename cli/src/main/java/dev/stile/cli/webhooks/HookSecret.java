package dev.stile.cli.webhooks;

import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.WeakSecrets;
import dev.stile.core.error.Failure;
import dev.stile.flow.webhook.WebhookProviders;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What proves the deliveries to a receiver. */
record HookSecret(Desk desk, String connection) {
    /**
     * @param reference that was typed; that of the connection was looked at when it was made
     * @param allowing the command with what would allow a weak one
     * @throws Failure WEAK_SECRET
     */
    void requireNotWeak(Optional<String> reference, List<String> allowing) {
        // Whether there is such a connection comes first: a weak secret of none cannot be allowed.
        desk.house().connection(connection);
        reference.ifPresent(
                given ->
                        new WeakSecrets(desk.house().secrets(), desk.patience())
                                .requireNone(
                                        connection,
                                        Map.of(WebhookProviders.SECRET, given),
                                        allowing));
    }
}
