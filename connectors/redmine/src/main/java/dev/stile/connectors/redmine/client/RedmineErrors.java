package dev.stile.connectors.redmine.client;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.StatusErrors;

import java.util.List;

/**
 * What the server's refusals mean, by status. A 401, 403 or 404 has an empty body; so has an
 * archived project (403), a project without issue tracking (403) and a server whose REST API is
 * switched off (403) [tried with 5.0.4].
 */
final class RedmineErrors {
    private RedmineErrors() {}

    static ConnectorException of(HttpRequest request, HttpAnswer answer, What what) {
        return switch (answer.status()) {
            case 401 ->
                    new ConnectorException.Auth(
                                    "the server does not know this API key, or its owner is locked: see My account, API access key")
                            .saying(answer.text());
            case 403 ->
                    new ConnectorException.Permission(
                                    "the owner of this API key may not do this: "
                                            + request.operation(),
                                    List.of(
                                            "a role in the project that allows it (and, for all projects, the REST web"
                                                    + " service enabled by the administrator)"))
                            .saying(answer.text());
            default -> StatusErrors.of(request, answer, what);
        };
    }
}
