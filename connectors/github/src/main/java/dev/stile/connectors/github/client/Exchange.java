package dev.stile.connectors.github.client;

import dev.stile.api.call.CallContext;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;

/**
 * Sends requests, and remembers that the host answers again after a limit.
 *
 * @param egress the one way out
 * @param limits what the host's signs of a limit mean
 */
record Exchange(EgressClient egress, Limits limits) {
    HttpAnswer send(HttpRequest request, CallContext call) {
        HttpAnswer answer = egress.send(request, call);
        if (answer.isSuccess()) {
            limits.passed(answer);
        }
        return answer;
    }
}
