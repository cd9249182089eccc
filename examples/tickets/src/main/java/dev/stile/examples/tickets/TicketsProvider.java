package dev.stile.examples.tickets;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;

import java.util.List;
import java.util.Set;

/** What is asked at {@code stile connect tickets}, and how a connection is opened. */
public final class TicketsProvider implements ConnectorProvider {
    @Override
    public Manifest manifest() {
        return Manifest.of("tickets", "1.0.0", "Tickets of an imagined tracker")
                .facets(Set.of(Facet.RECORDS))
                .settings(List.of(SettingSpec.address("base_url", "Address of the tracker's API")))
                .secrets(List.of(SecretSpec.bearer("token", "An API token")))
                .readScopes(List.of("tickets:read"))
                .writeScopes(List.of("tickets:write"))
                .build();
    }

    @Override
    public Connector open(ConnectorContext context) {
        return Connector.of(
                new TicketsStore(context.egress(), context.settings().address("base_url")));
    }
}
