package dev.stile.connectors.redmine.support;

import dev.stile.api.call.CallContext;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers requests by what their address begins with, and remembers them. For one thread. */
public final class ScriptedEgress implements EgressClient {
    private record Answer(int status, String body, Map<String, String> headers) {}

    private final Map<String, List<Answer>> answers = new LinkedHashMap<>();
    private final List<HttpRequest> sent = new ArrayList<>();

    /**
     * Answers the next request that begins so, and then the ones after it until there is a later
     * answer.
     */
    public ScriptedEgress on(String methodAndAddress, int status, String body) {
        return on(methodAndAddress, status, body, Map.of());
    }

    public ScriptedEgress on(
            String methodAndAddress, int status, String body, Map<String, String> headers) {
        answers.computeIfAbsent(methodAndAddress, ignored -> new ArrayList<>())
                .add(new Answer(status, body, headers));
        return this;
    }

    @Override
    public HttpAnswer send(HttpRequest request, CallContext call) {
        sent.add(request);
        String line = request.method() + " " + request.url();
        List<Answer> fitting =
                answers.entrySet().stream()
                        .filter(entry -> line.startsWith(entry.getKey()))
                        .max(Map.Entry.comparingByKey(Comparator.comparingInt(String::length)))
                        .map(Map.Entry::getValue)
                        .orElseThrow(
                                () -> new AssertionError("no answer was scripted for " + line));
        Answer answer = fitting.size() > 1 ? fitting.removeFirst() : fitting.getFirst();
        return new TextAnswer(answer.status(), answer.headers(), answer.body(), call.label());
    }

    /** Every request, in order. */
    public List<HttpRequest> sent() {
        return List.copyOf(sent);
    }

    /** Method and address of every request, in order. */
    public List<String> lines() {
        return sent.stream().map(request -> request.method() + " " + request.url()).toList();
    }
}
