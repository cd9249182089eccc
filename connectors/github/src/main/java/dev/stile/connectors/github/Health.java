package dev.stile.connectors.github;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.hosting.HealthStatus;
import dev.stile.connectors.github.client.GitHubClient;
import dev.stile.connectors.github.wire.Node;

import java.util.Map;

/**
 * Whether the server answers, who we are there, and what is left of the budget: two requests.
 *
 * @param client speaks to it
 */
record Health(GitHubClient client) {
    /** Below this part of the limit a connection is no longer healthy. */
    private static final int HEALTHY_PARTS = 20;

    HealthStatus check(CallContext call) {
        Node user = client.read(client.under("user"), "asking who we are", What.PROJECT, call);
        Node core =
                client.read(client.under("rate_limit"), "asking for the budget", What.PROJECT, call)
                        .field("resources")
                        .field("core");
        long limit = core.whole("limit");
        long remaining = core.whole("remaining");
        boolean healthy = remaining * HEALTHY_PARTS >= limit;
        return new HealthStatus(
                healthy,
                healthy
                        ? "it answers, with " + remaining + " of " + limit + " requests left"
                        : "only " + remaining + " of " + limit + " requests are left",
                Map.of(
                        "identity",
                        user.token("login").text(),
                        "remaining",
                        Long.toString(remaining),
                        "limit",
                        Long.toString(limit)));
    }
}
