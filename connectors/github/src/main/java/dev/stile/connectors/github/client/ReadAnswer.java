package dev.stile.connectors.github.client;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.hosting.Tri;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Moment;
import dev.stile.connectors.github.wire.Node;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What came back for a read that may be refused. */
public final class ReadAnswer {
    private static final Pattern COMMAS = Pattern.compile("\\s*,\\s*");

    private final GitHubClient client;
    private final HttpRequest request;
    private final HttpAnswer answer;
    private final Optional<KeptAnswers.Kept> there;

    ReadAnswer(
            GitHubClient client,
            HttpRequest request,
            HttpAnswer answer,
            Optional<KeptAnswers.Kept> there) {
        this.client = client;
        this.request = request;
        this.answer = answer;
        this.there = there;
    }

    /** What was asked for, if it may be seen. */
    public Optional<Node> body() {
        return there.map(KeptAnswers.Kept::body);
    }

    /** Whether the list goes on with another page. */
    public boolean isFollowed() {
        return there.filter(KeptAnswers.Kept::followed).isPresent();
    }

    /** Whether it is not there, or not for this account. */
    public boolean isHidden() {
        return answer.status() == 404
                || (answer.status() == 403
                        && error(What.PROJECT) instanceof ConnectorException.Permission);
    }

    public int status() {
        return answer.status();
    }

    /** Whether the body says a phrase of the host's documentation. */
    public boolean says(String phrase) {
        return answer.text().checked(text -> new Fact<>(Tri.of(text.contains(phrase)))).answer()
                == Tri.YES;
    }

    /** The server's clock. */
    public Optional<Moment> serverTime() {
        return answer.serverTime();
    }

    /**
     * Whether a header that lists words by commas names one of these.
     *
     * @return empty if there is no such header, or nothing in it
     */
    public Optional<Boolean> listsAny(String header, Set<String> words) {
        return answer.header(header)
                .map(listed -> listed.checked(text -> new Fact<>(listed(text, words))))
                .filter(listed -> listed.answer() != Tri.UNKNOWN)
                .map(listed -> listed.answer() == Tri.YES);
    }

    private static Tri listed(String text, Set<String> words) {
        return text.isBlank()
                ? Tri.UNKNOWN
                : Tri.of(COMMAS.splitAsStream(text.strip()).anyMatch(words::contains));
    }

    /** The error that the answer means. */
    public ConnectorException error(What what) {
        return client.error(request, answer, what);
    }
}
