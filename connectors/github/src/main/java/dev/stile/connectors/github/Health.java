package dev.stile.connectors.github;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.hosting.HealthStatus;
import dev.stile.api.json.Json;
import dev.stile.connectors.github.client.GitHubClient;
import dev.stile.connectors.github.client.LacksFields;
import dev.stile.connectors.github.client.ReadAnswer;
import dev.stile.connectors.github.wire.Node;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Whether the server answers, who we are there, and what is left of the budget: two requests.
 *
 * @param client speaks to it
 * @param isApp whether an installation of an app acts, which has no account to ask for
 */
record Health(GitHubClient client, boolean isApp) {
    private static final String BUDGETS = "rate_limit";
    private static final String VIEWER = "query{viewer{login}}";

    /** Sent for classic tokens alone; of any other nobody tells what it may do. */
    private static final String SCOPES = "X-OAuth-Scopes";

    private static final Set<String> WIDE_ENOUGH = Set.of("repo", "public_repo");

    /** Below this part of the limit a connection is no longer healthy. */
    private static final int HEALTHY_PARTS = 20;

    HealthStatus check(CallContext call) {
        return isApp ? ofApp(call) : ofAccount(call);
    }

    private HealthStatus ofApp(CallContext call) {
        ReadAnswer budgets = client.ask(client.under(BUDGETS), "asking for the budget", call);
        return status(budgets, body(budgets), viewer(call));
    }

    private HealthStatus ofAccount(CallContext call) {
        ReadAnswer us = client.ask(client.under("user"), "asking who we are", call);
        String login = body(us).token("login").text();
        Node budgets =
                client.read(client.under(BUDGETS), "asking for the budget", What.PROJECT, call);
        return status(us, budgets, login);
    }

    private static Node body(ReadAnswer answer) {
        return answer.body().orElseThrow(() -> answer.error(What.PROJECT));
    }

    /**
     * @param first what was answered first
     * @param told what was told of the budgets
     */
    private static HealthStatus status(ReadAnswer first, Node told, String login) {
        Node budgets = told.field("resources");
        Left requests = Left.of("requests", budgets.field("core"));
        Left points = Left.of("points of GraphQL", budgets.field("graphql"));
        boolean healthy = requests.isEnough() && points.isEnough();
        Left less = points.isLessThan(requests) ? points : requests;
        Map<String, String> details = new HashMap<>();
        details.put("identity", login);
        details.put("remaining", Long.toString(less.remaining()));
        details.put("limit", Long.toString(less.limit()));
        details.put("least_limit", Long.toString(Math.min(requests.limit(), points.limit())));
        details.put("remaining_graphql", Long.toString(points.remaining()));
        details.put("remaining_rest", Long.toString(requests.remaining()));
        first.serverTime().ifPresent(now -> details.put("server_time", now.at().toString()));
        first.listsAny(SCOPES, WIDE_ENOUGH)
                .ifPresent(enough -> details.put("missing_scopes", enough ? "" : "repo"));
        return new HealthStatus(
                healthy,
                healthy ? "it answers, with " + requests + " left" : "only " + less + " are left",
                details);
    }

    private String viewer(CallContext call) {
        try {
            return client.query("asking who we are", VIEWER, Json.object().build(), call)
                    .require("viewer")
                    .token("login")
                    .text();
        } catch (LacksFields older) {
            throw new NotSupported("asking who an app is on a server of this version");
        }
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
