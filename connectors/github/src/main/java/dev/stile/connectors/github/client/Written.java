package dev.stile.connectors.github.client;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.Tri;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.value.Fact;
import dev.stile.connectors.github.wire.Node;

import java.util.function.Function;

/** A write and what came back. */
public final class Written {
    private final GitHubClient client;
    private final HttpRequest request;
    private final HttpAnswer answer;

    Written(GitHubClient client, HttpRequest request, HttpAnswer answer) {
        this.client = client;
        this.request = request;
        this.answer = answer;
    }

    public int status() {
        return answer.status();
    }

    public boolean isSuccess() {
        return answer.isSuccess();
    }

    /** Whether the body says a phrase of the host's documentation. */
    public boolean says(String phrase) {
        return answer.text().checked(text -> new Fact<>(Tri.of(text.contains(phrase)))).answer()
                == Tri.YES;
    }

    /**
     * What was made.
     *
     * @throws OutcomeUnknown if the answer says that it worked and cannot be read
     */
    public <T> T made(Function<Node, T> reader) {
        try {
            return reader.apply(new Node(answer.json()));
        } catch (Malformed broken) {
            throw new OutcomeUnknown(
                    request.operation(), "the answer to it cannot be read", broken);
        }
    }

    /** The error that the answer means, if it is none of those that the write expects. */
    public ConnectorException error(What what) {
        return client.error(request, answer, what);
    }
}
