package dev.stile.api.store;

import dev.stile.api.http.HttpRequest;
import dev.stile.api.value.Version;

/** What must hold for a write to happen. */
public sealed interface Precondition {
    /** The record is still at this version. */
    record IfVersion(Version version) implements Precondition {}

    /** The user explicitly asked to overwrite whatever is there. */
    record Unconditional() implements Precondition {}

    /**
     * The request with the version in this header, such as {@code If-Match}, for a server that
     * checks it; without one, the request as it is.
     */
    default HttpRequest in(HttpRequest request, String header) {
        return switch (this) {
            case IfVersion(Version version) -> request.header(header, version.text());
            case Unconditional unconditional -> request;
        };
    }
}
