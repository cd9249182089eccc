package dev.stile.connectors.redmine;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Pacing;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;

import java.util.List;
import java.util.Set;

/** The connector for a self-hosted Redmine, 5.0 or newer. */
public final class RedmineProvider implements ConnectorProvider {
    static final String SLUG = "redmine";

    /** The server has no rate limit of its own; two at once are what a small one bears (TR-157). */
    private static final int PARALLEL_REQUESTS = 2;

    @Override
    public Manifest manifest() {
        return Manifest.of(SLUG, "0.1.0", "Issues of a Redmine server")
                .facets(Set.of(Facet.RECORDS, Facet.ACTIONS))
                .canSubscribe(true)
                .settings(RedmineSettings.specs())
                .secrets(
                        List.of(
                                new SecretSpec(
                                        "token",
                                        "API access key, from My account",
                                        true,
                                        new SecretPlacement.Header("X-Redmine-API-Key", ""))))
                .readScopes(List.of("view issues"))
                .writeScopes(
                        List.of(
                                "add issues",
                                "edit issues",
                                "add notes",
                                "manage subtasks",
                                "delete issues"))
                .pacing(Pacing.standard().parallel(PARALLEL_REQUESTS))
                .actions(() -> RedmineActions.SPECS)
                .build();
    }

    @Override
    public Connector open(ConnectorContext context) {
        RedmineStore store = RedmineStore.open(context);
        return Connector.of(store, () -> new RedmineActions(store));
    }
}
