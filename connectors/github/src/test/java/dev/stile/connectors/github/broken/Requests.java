package dev.stile.connectors.github.broken;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.testkit.hosting.HostRequest;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Faults of requests and answers, each for one kind of request. */
final class Requests {
    private Requests() {}

    /** Changes the body of each such request. */
    static Function<Function<HttpRequest, HostRequest>, UnaryOperator<EgressClient>> body(
            HostRequest what, UnaryOperator<Json> change) {
        return changed(what, request -> withBody(request, change));
    }

    /** Sends another request in place of each such one. */
    static Function<Function<HttpRequest, HostRequest>, UnaryOperator<EgressClient>> changed(
            HostRequest what, UnaryOperator<HttpRequest> change) {
        return each(what, (real, request, call) -> real.send(change.apply(request), call));
    }

    /** Changes the JSON of each answer to such a request. */
    static Function<Function<HttpRequest, HostRequest>, UnaryOperator<EgressClient>> answer(
            HostRequest what, UnaryOperator<Json> change) {
        return each(
                what, (real, request, call) -> new ChangedAnswer(real.send(request, call), change));
    }

    /** Sends each such request twice. */
    static Function<Function<HttpRequest, HostRequest>, UnaryOperator<EgressClient>> twice(
            HostRequest what) {
        return each(
                what,
                (real, request, call) -> {
                    HttpAnswer answer = real.send(request, call);
                    real.send(request, call);
                    return answer;
                });
    }

    /** Sends such a request again if its answer is lost. */
    static Function<Function<HttpRequest, HostRequest>, UnaryOperator<EgressClient>> repeated(
            HostRequest what) {
        return each(
                what,
                (real, request, call) -> {
                    try {
                        HttpAnswer answer = real.send(request, call);
                        return answer.status() < 500 ? answer : real.send(request, call);
                    } catch (OutcomeUnknown lost) {
                        return real.send(request, call);
                    }
                });
    }

    /** Says that it sent such a request, and did not. */
    static Function<Function<HttpRequest, HostRequest>, UnaryOperator<EgressClient>> pretended(
            HostRequest what, String json) {
        return each(what, (real, request, call) -> new ClaimedAnswer(200, json, call.label()));
    }

    /** Takes each refusal of such a request for a success. */
    static Function<Function<HttpRequest, HostRequest>, UnaryOperator<EgressClient>> swallowed(
            HostRequest what) {
        return each(
                what,
                (real, request, call) -> {
                    HttpAnswer answer = real.send(request, call);
                    return answer.isSuccess() ? answer : new ClaimedAnswer(200, "[]", call.label());
                });
    }

    /** Does something else with each such request. */
    static Function<Function<HttpRequest, HostRequest>, UnaryOperator<EgressClient>> each(
            HostRequest what, Sending sending) {
        return vocabulary ->
                real ->
                        (request, call) ->
                                vocabulary.apply(request) == what
                                        ? sending.send(real, request, call)
                                        : real.send(request, call);
    }

    /** Sends a request in its own way. */
    @FunctionalInterface
    interface Sending {
        HttpAnswer send(EgressClient real, HttpRequest request, CallContext call);
    }

    static HttpRequest withBody(HttpRequest request, UnaryOperator<Json> change) {
        return new HttpRequest(
                request.method(),
                request.url(),
                request.effect(),
                request.operation(),
                request.headers(),
                request.body().map(body -> body.map(change)),
                request.ifNoneMatch(),
                request.patience(),
                request.resource());
    }

    /** The same request to another address, which is changed as text. */
    static HttpRequest to(HttpRequest request, UnaryOperator<String> change) {
        return new HttpRequest(
                request.method(),
                Url.under(URI.create(change.apply(request.url().toString()))),
                request.effect(),
                request.operation(),
                request.headers(),
                request.body(),
                Optional.empty(),
                request.patience(),
                request.resource());
    }

    /** Changes every member of that name, at any depth. */
    static UnaryOperator<Json> member(String name, UnaryOperator<Json> change) {
        return json -> walk(json, name, change);
    }

    /** Says another text wherever a member of that name says the one. */
    static UnaryOperator<Json> word(String name, String from, String to) {
        return member(name, value -> value.equals(Json.text(from)) ? Json.text(to) : value);
    }

    private static Json walk(Json json, String name, UnaryOperator<Json> change) {
        return switch (json) {
            case Json.JsonObject(Map<String, Json> members) -> {
                Map<String, Json> changed = new LinkedHashMap<>();
                members.forEach(
                        (member, value) -> {
                            Json inner = walk(value, name, change);
                            changed.put(member, member.equals(name) ? change.apply(inner) : inner);
                        });
                yield new Json.JsonObject(changed);
            }
            case Json.JsonArray(var items) ->
                    Json.array(items.stream().map(item -> walk(item, name, change)).toList());
            case Json.JsonText text -> text;
            case Json.JsonNumber number -> number;
            case Json.JsonFlag flag -> flag;
            case Json.JsonNull nothing -> nothing;
        };
    }
}
