package dev.stile.api.http;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.NotFound.What;

import java.util.List;

/**
 * What a status code means where the vendor says nothing more. A connector handles its own
 * documented answers first.
 */
public final class StatusErrors {
    private StatusErrors() {}

    /**
     * The error for an answer that is no success.
     *
     * @param what what a 404 means for this request
     */
    public static ConnectorException of(HttpRequest request, HttpAnswer answer, What what) {
        return mapped(request, answer, what).saying(answer.text());
    }

    private static ConnectorException mapped(HttpRequest request, HttpAnswer answer, What what) {
        int status = answer.status();
        boolean read = request.effect() == Effect.READ;
        return switch (status) {
            case 401 -> new ConnectorException.Auth("the server does not accept the credentials");
            case 403 ->
                    new ConnectorException.Permission(
                            "the server does not allow " + request.operation(), List.of());
            case 404, 410 ->
                    new ConnectorException.NotFound(
                            what, "there is no such " + noun(what) + ", or it is not visible");
            case 400, 409, 413, 415, 422 ->
                    new ConnectorException.Invalid(
                            "request", "the server refuses " + request.operation(), List.of());
            default -> {
                if (status == 503 && !read) {
                    yield ConnectorException.OutcomeUnknown.refusedForNow(
                            request.operation(), "the server answered 503");
                }
                if (status >= 500 && !read) {
                    yield new ConnectorException.OutcomeUnknown(
                            request.operation(), "the server answered " + status);
                }
                if (status >= 500) {
                    yield new ConnectorException.Unavailable("the server answered " + status);
                }
                yield read
                        ? new ConnectorException.Malformed("a documented status, not " + status)
                        : new ConnectorException.OutcomeUnknown(
                                request.operation(), "the server answered " + status);
            }
        };
    }

    private static String noun(What what) {
        return switch (what) {
            case PROJECT -> "project";
            case RECORD -> "record";
            case COMMENT -> "comment";
            case ATTACHMENT -> "attachment";
            case REVISION -> "revision";
        };
    }
}
