package dev.stile.simulator.github.graphql;

import dev.stile.simulator.github.access.Caller;
import dev.stile.simulator.github.access.Envelope;
import dev.stile.simulator.github.access.RateLimits;
import dev.stile.simulator.github.access.Refused;
import dev.stile.simulator.github.rest.Addresses;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.Host;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.JsonReader;
import dev.stile.simulator.json.MalformedJsonException;
import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.ParseAndValidateResult;
import graphql.language.Document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The GraphQL API as a whole. For any thread; one query at a time touches the host. */
public final class GraphQlApi {
    /** Its one path. */
    public static final String PATH = "/api/graphql";

    private static final RateLimits.Resource RESOURCE = RateLimits.Resource.GRAPHQL;

    private final Host host;
    private final RateLimits limits;
    private final Envelope envelope;
    private final Addresses addresses;
    private final PublishedSchema published;
    private final GraphQL engine;
    private final AtomicReference<Set<String>> lacking = new AtomicReference<>(Set.of());

    /** The API of this host. */
    public GraphQlApi(Host host, RateLimits limits, Envelope envelope, Addresses addresses) {
        this.host = host;
        this.limits = limits;
        this.envelope = envelope;
        this.addresses = addresses;
        this.published = PublishedSchema.get();
        this.engine =
                GraphQL.newGraphQL(published.schema())
                        .defaultDataFetcherExceptionHandler(new Failures())
                        .build();
    }

    /** From now on these fields, as {@code Type.field}, are not in its schema. */
    public void lack(Set<String> fields) {
        lacking.set(Set.copyOf(fields));
    }

    /** The answer to a query. */
    public Response answer(Request request, Caller caller) {
        return envelope.wrap(host.with(() -> decide(request, caller)), caller, RESOURCE);
    }

    private Response decide(Request request, Caller caller) {
        if (request.headers().first("User-Agent").filter(agent -> !agent.isBlank()).isEmpty()) {
            return refusal(403, "Please make sure your request has a User-Agent header");
        }
        if (caller.rejected()) {
            return refusal(401, "Bad credentials");
        }
        if (caller.account().isEmpty()) {
            return refusal(401, "This endpoint requires you to be authenticated.");
        }
        if (!request.method().equals("POST")) {
            return refusal(404, "Not Found");
        }
        Optional<Response> secondary = envelope.secondary();
        if (secondary.isPresent()) {
            return secondary.get();
        }
        try {
            return JsonReader.read(request.body()) instanceof Json.Obj body
                            && body.text("query").isPresent()
                    ? run(body, caller, caller.known())
                    : Envelope.json(
                            200,
                            errors(
                                    List.of(
                                            Json.object()
                                                    .put(
                                                            "message",
                                                            "A query attribute must be specified and must be a string.")
                                                    .build())));
        } catch (MalformedJsonException malformed) {
            return refusal(400, "Problems parsing JSON");
        }
    }

    private static Response refusal(int status, String what) {
        return Envelope.json(status, Refused.of(status, what).json());
    }

    private Response run(Json.Obj body, Caller caller, Account account) {
        Optional<String> operation = body.text("operationName");
        Map<String, Object> variables = Values.variables(body.object("variables"));
        ExecutionInput.Builder input =
                ExecutionInput.newExecutionInput()
                        .query(body.text("query").orElseThrow())
                        .variables(variables);
        operation.ifPresent(input::operationName);
        ParseAndValidateResult checked =
                ParseAndValidate.parseAndValidate(published.schema(), input.build());
        if (checked.isFailure()) {
            return Envelope.json(200, errors(shown(checked.getErrors())));
        }
        Document document = Objects.requireNonNull(checked.getDocument());
        QueryBudget budget =
                QueryBudget.of(published, lacking.get(), document, operation, variables);
        if (!budget.undefined().isEmpty()) {
            List<Json.Obj> all = new ArrayList<>();
            budget.undefined().forEach(each -> all.add(each.json()));
            all.addAll(UnusedVariables.of(document, budget.absent()));
            return Envelope.json(200, errors(all));
        }
        if (!budget.failures().isEmpty()) {
            return Envelope.json(
                    200, errors(budget.failures().stream().map(Failures::json).toList()));
        }
        if (!limits.take(caller.name(), RESOURCE, budget.cost())) {
            return Envelope.json(
                    200,
                    errors(
                            List.of(
                                    Json.object()
                                            .put("type", "RATE_LIMITED")
                                            .put(
                                                    "message",
                                                    "API rate limit exceeded for user ID "
                                                            + account.id()
                                                            + ".")
                                            .build())));
        }
        View view = new View(host, caller, addresses, limits, budget.cost(), budget.nodes());
        ExecutionResult result =
                engine.execute(input.graphQLContext(Map.of(View.class, view)).build());
        var answer = Json.object();
        Object data = result.getData();
        answer.put("data", Values.json(data));
        if (!result.getErrors().isEmpty()) {
            answer.put("errors", Json.list(shown(result.getErrors())));
        }
        return Envelope.json(200, answer.build());
    }

    private static Json.Obj errors(List<? extends Json> all) {
        return Json.object().put("errors", Json.list(all)).build();
    }

    private static List<Json> shown(List<? extends GraphQLError> errors) {
        List<Json> shown = new ArrayList<>();
        for (GraphQLError error : errors) {
            var object = Json.object();
            if (error.getExtensions() != null
                    && error.getExtensions().get("type") instanceof String type) {
                object.put("type", type);
            }
            if (error.getPath() != null) {
                object.put("path", Values.json(error.getPath()));
            }
            if (error.getLocations() != null) {
                object.put(
                        "locations",
                        Json.list(
                                error.getLocations().stream()
                                        .map(
                                                place ->
                                                        Json.object()
                                                                .put("line", place.getLine())
                                                                .put("column", place.getColumn())
                                                                .build())
                                        .toList()));
            }
            object.put("message", String.valueOf(error.getMessage()));
            shown.add(object.build());
        }
        return shown;
    }
}
