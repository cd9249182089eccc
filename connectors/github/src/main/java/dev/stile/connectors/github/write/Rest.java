package dev.stile.connectors.github.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.hosting.HostServices;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.http.Url;
import dev.stile.connectors.github.client.GitHubClient;

import java.util.function.Supplier;

/**
 * What the writers share.
 *
 * @param services for waiting, there once the host is started
 */
public record Rest(GitHubClient client, Supplier<HostServices> services) {
    Url pull(PrRef pr, String... segments) {
        return client.repo(pr.repo(), joined("pulls", pr, segments));
    }

    Url issue(PrRef pr, String... segments) {
        return client.repo(pr.repo(), joined("issues", pr, segments));
    }

    PullRequest read(PrRef pr, CallContext call) {
        return new PullRequest(
                client.read(pull(pr), "reading the pull request", What.RECORD, call));
    }

    private static String[] joined(String collection, PrRef pr, String... segments) {
        String[] path = new String[segments.length + 2];
        path[0] = collection;
        path[1] = Integer.toString(pr.prNumber());
        System.arraycopy(segments, 0, path, 2, segments.length);
        return path;
    }
}
