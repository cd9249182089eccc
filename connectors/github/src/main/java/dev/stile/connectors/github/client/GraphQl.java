package dev.stile.connectors.github.client;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.hosting.Tri;
import dev.stile.api.http.Effect;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.wire.Node;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Queries and mutations. Both are answered with status 200, refusals too: what they are stands in
 * {@code errors}, each with a type and the path of what is missing.
 */
final class GraphQl {
    /** Types of errors that the host documents or is known to send. */
    private enum Type {
        NOT_FOUND,
        FORBIDDEN,
        INSUFFICIENT_SCOPES,
        RATE_LIMITED,
        RATE_LIMIT,
        UNPROCESSABLE,
        OTHER
    }

    /** How the host calls what is wrong with a query that its schema does not fit. */
    private enum Code {
        UNDEFINEDFIELD,
        /** A variable of a type that there is not. */
        VARIABLEREQUIRESVALIDTYPE,
        /** What comes with a field that there is not: its variables have no use then. */
        VARIABLENOTUSED,
        OTHER
    }

    /** How the host calls the budget of queries and mutations. */
    private static final String RESOURCE = "graphql";

    private final Exchange exchange;
    private final Url url;
    private final Limits limits;

    GraphQl(Exchange exchange, URI address) {
        this.exchange = exchange;
        this.url = Url.under(address);
        this.limits = exchange.limits();
    }

    /** What is there; an error for what has no data at all. */
    GraphAnswer query(String operation, String text, Json variables, CallContext call)
            throws LacksFields {
        HttpRequest request = request(Effect.READ, operation, text, variables, call);
        HttpAnswer answer = exchange.send(request, call);
        Node root = root(request, answer);
        List<Node> errors = errors(root);
        refuseLimits(errors, answer);
        Optional<Node> data = root.find("data");
        if (data.isEmpty()) {
            limits.of(answer)
                    .ifPresent(
                            limited -> {
                                throw limited;
                            });
            Set<String> lacking = lacking(errors);
            if (!lacking.isEmpty()) {
                throw new LacksFields(lacking);
            }
            throw refusal(errors, operation).saying(answer.text());
        }
        Optional<ConnectorException> why =
                errors.isEmpty()
                        ? Optional.empty()
                        : Optional.of(refusal(errors, operation).saying(answer.text()));
        return new GraphAnswer(data.get(), errors.stream().map(GraphQl::path).toList(), why);
    }

    /** The fields that a query was refused for, if it was for nothing else. */
    private static Set<String> lacking(List<Node> errors) {
        Set<String> names = new TreeSet<>();
        for (Node error : errors) {
            switch (code(error)) {
                case UNDEFINEDFIELD ->
                        names.add(error.field("extensions").token("fieldName").text());
                case VARIABLENOTUSED -> {}
                case VARIABLEREQUIRESVALIDTYPE, OTHER -> {
                    return Set.of();
                }
            }
        }
        return names;
    }

    /** Whether each error is about what the schema does not have, which is found before a start. */
    private static boolean isOlder(List<Node> errors) {
        Set<Code> codes = errors.stream().map(GraphQl::code).collect(Collectors.toSet());
        return !codes.contains(Code.OTHER)
                && (codes.contains(Code.UNDEFINEDFIELD)
                        || codes.contains(Code.VARIABLEREQUIRESVALIDTYPE));
    }

    private static Code code(Node error) {
        return error.find("extensions")
                .map(more -> more.word("code", Code.class, Code.OTHER))
                .orElse(Code.OTHER);
    }

    /**
     * A mutation that worked.
     *
     * @throws NotSupported if the server's schema does not have it; nothing was done
     * @throws OutcomeUnknown if the answer says neither that it worked nor that it was refused
     * @throws ConnectorException for one that was refused
     */
    GraphAnswer mutate(String operation, String text, Json variables, CallContext call) {
        HttpRequest request = request(Effect.WRITE, operation, text, variables, call);
        HttpAnswer answer = exchange.send(request, call);
        Node root;
        List<Node> errors;
        try {
            root = root(request, answer);
            errors = errors(root);
            if (!errors.isEmpty() && hasPayload(root)) {
                throw new OutcomeUnknown(operation, "it brought a result and errors");
            }
            refuseLimits(errors, answer);
        } catch (Malformed broken) {
            throw new OutcomeUnknown(operation, "the answer to it cannot be read", broken);
        }
        if (!root.has("data") && isOlder(errors)) {
            throw new NotSupported(operation + " on a server of this version");
        }
        if (!errors.isEmpty() || !root.has("data")) {
            throw undone(errors, operation).saying(answer.text());
        }
        return new GraphAnswer(root.field("data"), List.of(), Optional.empty());
    }

    private HttpRequest request(
            Effect effect, String operation, String text, Json variables, CallContext call) {
        Json body = Json.object().put("query", text).put("variables", variables).build();
        return new HttpRequest(
                "POST",
                url,
                effect,
                operation,
                Map.of(),
                Optional.of(Payload.of(body, call.label())),
                Optional.empty(),
                Optional.empty(),
                RESOURCE);
    }

    private Node root(HttpRequest request, HttpAnswer answer) {
        if (answer.status() == 200) {
            return new Node(answer.json());
        }
        throw limits.error(request, answer, What.PROJECT);
    }

    private static List<Node> errors(Node root) {
        return root.has("errors") ? root.items("errors") : List.of();
    }

    private void refuseLimits(List<Node> errors, HttpAnswer answer) {
        for (Node error : errors) {
            Type type = type(error);
            if (type == Type.RATE_LIMITED || type == Type.RATE_LIMIT) {
                throw limits.of(answer).orElseGet(() -> limits.primary(answer));
            }
        }
    }

    private static Type type(Node error) {
        return error.word("type", Type.class, Type.OTHER);
    }

    /** The error that the first of them means. */
    static ConnectorException refusal(List<Node> errors, String operation) {
        if (errors.isEmpty()) {
            return new Malformed("data, or errors, for " + operation);
        }
        return switch (type(errors.getFirst())) {
            case NOT_FOUND ->
                    new NotFound(What.RECORD, "there is no such thing, or it is not visible");
            case FORBIDDEN, INSUFFICIENT_SCOPES ->
                    new Permission("the token does not allow " + operation, List.of());
            case UNPROCESSABLE ->
                    new ConnectorException.Invalid(
                            "request", "the server refuses " + operation, List.of());
            case RATE_LIMITED, RATE_LIMIT, OTHER ->
                    new Malformed("data for " + operation + ", and no error of an unknown type");
        };
    }

    /** An error below a result says what cannot be shown of it, and not that nothing was done. */
    private static boolean hasPayload(Node root) {
        return root.find("data")
                .map(
                        data ->
                                data.view()
                                        .checked(json -> new Fact<>(Tri.of(isThere(json.value()))))
                                        .answer())
                .filter(Tri.YES::equals)
                .isPresent();
    }

    private static boolean isThere(Json data) {
        return !(data instanceof Json.JsonObject object)
                || object.members().values().stream()
                        .anyMatch(member -> !(member instanceof Json.JsonNull));
    }

    /** What a mutation without a success means: only an error of a known type refuses it. */
    private static ConnectorException undone(List<Node> errors, String operation) {
        ConnectorException refusal = refusal(errors, operation);
        return refusal instanceof Malformed
                ? new OutcomeUnknown(
                        operation, "the answer says neither that it worked nor why not", refusal)
                : refusal;
    }

    private static List<String> path(Node error) {
        if (!error.has("path")) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        error.view()
                .mapEach(json -> json.field("path").items())
                .forEach(
                        step -> {
                            Token name = step.checked(GraphQl::step);
                            if (!name.text().matches("[0-9]+")) {
                                names.add(name.text());
                            }
                        });
        return names;
    }

    private static Token step(JsonView step) {
        try {
            return new Token(step.textOrNumber());
        } catch (IllegalArgumentException broken) {
            throw step.expected("a name or a position");
        }
    }
}
