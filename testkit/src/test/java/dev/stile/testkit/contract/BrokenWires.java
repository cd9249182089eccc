package dev.stile.testkit.contract;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;

import java.net.URI;
import java.util.List;

/** Stores that send what they should not, or take an answer for another one. */
final class BrokenWires {
    private BrokenWires() {}

    static List<Twin> all() {
        return List.of(
                Twin.sending(
                        "asks for each further page twice",
                        egress ->
                                (request, call) -> {
                                    if (request.url().toString().contains("page=")) {
                                        egress.send(request, call);
                                    }
                                    return egress.send(request, call);
                                },
                        "C09"),
                Twin.sending(
                        "calls an update without an answer not done",
                        egress ->
                                (request, call) -> {
                                    try {
                                        return egress.send(request, call);
                                    } catch (OutcomeUnknown lost) {
                                        if (request.method().equals("PATCH")) {
                                            throw new Unavailable("nobody answered");
                                        }
                                        throw lost;
                                    }
                                },
                        "C73"),
                Twin.sending(
                        "cannot read an error of the server",
                        egress ->
                                (request, call) -> {
                                    HttpAnswer answer = egress.send(request, call);
                                    if (answer.status() == 503) {
                                        throw new Malformed("an issue");
                                    }
                                    return answer;
                                },
                        "C74"),
                Twin.sending(
                        "takes a page for people for nothing at all",
                        egress ->
                                (request, call) -> {
                                    HttpAnswer answer = egress.send(request, call);
                                    if (answer.status() == 200 && !isJson(answer)) {
                                        throw new NotFound(
                                                NotFound.What.RECORD, "there is nothing");
                                    }
                                    return answer;
                                },
                        "C75"),
                Twin.sending(
                        "calls a server unavailable that answered a part",
                        egress ->
                                (request, call) -> {
                                    try {
                                        return egress.send(request, call);
                                    } catch (Malformed cut) {
                                        throw new Unavailable("the server hung up");
                                    }
                                },
                        "C76"),
                Twin.sending(
                        "brings credentials of its own",
                        egress ->
                                (request, call) ->
                                        egress.send(
                                                request.header("Authorization", "Basic bWU6bWU="),
                                                call),
                        "C80"),
                Twin.sending(
                        "counts what it creates elsewhere",
                        egress ->
                                (request, call) -> {
                                    if (request.method().equals("POST")) {
                                        egress.send(elsewhere(), call);
                                    }
                                    return egress.send(request, call);
                                },
                        "C82"),
                Twin.sending(
                        "looks before each update",
                        egress ->
                                (request, call) -> {
                                    if (request.method().equals("PATCH")) {
                                        egress.send(
                                                HttpRequest.get(request.url(), "looking"), call);
                                    }
                                    return egress.send(request, call);
                                },
                        "C87"));
    }

    private static HttpRequest elsewhere() {
        URI statistics = URI.create("https://statistics.example");
        return HttpRequest.get(Url.under(statistics).segments("one-more"), "counting");
    }

    private static boolean isJson(HttpAnswer answer) {
        try {
            answer.json();
            return true;
        } catch (Malformed other) {
            return false;
        }
    }
}
