package dev.stile.testkit.contract;

import dev.stile.api.http.Effect;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;

import java.util.Optional;

/**
 * A request of the connector, and what it got.
 *
 * @param answer empty when it got an exception
 */
public record Exchange(HttpRequest request, Optional<HttpAnswer> answer) {
    public boolean isWrite() {
        return request.effect() != Effect.READ;
    }
}
