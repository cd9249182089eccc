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
        Node budgets =
                client.read(client.under("rate_limit"), "asking for the budget", What.PROJECT, call)
                        .field("resources");
        Left requests = Left.of("requests", budgets.field("core"));
        Left points = Left.of("points of GraphQL", budgets.field("graphql"));
        boolean healthy = requests.isEnough() && points.isEnough();
        Left less = points.isLessThan(requests) ? points : requests;
        return new HealthStatus(
                healthy,
                healthy ? "it answers, with " + requests + " left" : "only " + less + " are left",
                Map.of(
                        "identity",
                        user.token("login").text(),
                        "remaining",
                        Long.toString(less.remaining()),
                        "limit",
                        Long.toString(less.limit()),
                        "least_limit",
                        Long.toString(Math.min(requests.limit(), points.limit())),
                        "remaining_graphql",
                        Long.toString(points.remaining()),
                        "remaining_rest",
                        Long.toString(requests.remaining())));
    }

    /** One of the budgets, which the host counts apart. */
    private record Left(String what, long limit, long remaining) {
        static Left of(String what, Node budget) {
            return new Left(what, budget.whole("limit"), budget.whole("remaining"));
        }

        boolean isEnough() {
            return remaining * HEALTHY_PARTS >= limit;
        }

        boolean isLessThan(Left other) {
            return remaining * other.limit() < other.remaining() * limit;
        }

        @Override
        public String toString() {
            return remaining + " of " + limit + " " + what;
        }
    }
}
