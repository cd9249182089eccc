package dev.stile.flow.subscriber;

import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A connector as a subscriber's program sees it: its events, the secrets named, tighter bounds. */
final class Narrowed {
    private Narrowed() {}

    static Manifest of(Manifest said, SubscriberManifest subscriber) {
        return new Manifest(
                said.slug(),
                said.version(),
                said.description(),
                said.skill(),
                said.binary(),
                Set.of(Facet.EVENTS),
                Optional.of(subscriber.program()),
                said.subscriber(),
                said.requiresAuth(),
                true,
                said.canProxyAgent(),
                said.suggestedConnection(),
                said.origins(),
                said.settings(),
                said.secrets().stream()
                        .filter(secret -> subscriber.secrets().contains(secret.name()))
                        .toList(),
                said.auth(),
                said.readScopes(),
                said.writeScopes(),
                said.pacing(),
                SubscriberConnector.tighter(said.limits(), subscriber.limits()),
                said.requestHeaders(),
                said.orderKeys(),
                said.outputSchema(),
                said.label(),
                List.of(),
                Optional.empty());
    }
}
