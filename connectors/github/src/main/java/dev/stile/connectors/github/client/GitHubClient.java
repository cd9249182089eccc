package dev.stile.connectors.github.client;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.wire.Node;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Speaks to one server by REST and GraphQL. Any thread may use it. */
public final class GitHubClient {
    /** Most items in one answer. */
    public static final int PAGE = 100;

    /** How the host calls the budget of all that is not GraphQL and not a search. */
    private static final String RESOURCE = "core";

    private static final Token NO_VALIDATOR = new Token("-");

    private final Exchange exchange;
    private final Addresses addresses;
    private final Limits limits;
    private final GraphQl graphQl;
    private final KeptAnswers answers = new KeptAnswers();

    public GitHubClient(EgressClient egress, Addresses addresses, Clock clock) {
        this.addresses = addresses;
        this.limits = new Limits(clock);
        this.exchange = new Exchange(egress, limits);
        this.graphQl = new GraphQl(exchange, addresses.graphQl());
    }

    /** Where people look at it. */
    public URI webUrl() {
        return addresses.web();
    }

    public HostId host() {
        return HostId.of(addresses.web());
    }

    /** An address below the root of the REST interface. */
    public Url under(String... segments) {
        return Url.under(addresses.rest()).segments(segments);
    }

    /**
     * An address below one repository.
     *
     * @throws Invalid for one that this host cannot have
     */
    public Url repo(RepoRef repo, String... segments) {
        List<String> path = new ArrayList<>();
        path.add("repos");
        path.addAll(names(repo));
        path.addAll(Arrays.asList(segments));
        return under(path.toArray(String[]::new));
    }

    /**
     * Owner and name.
     *
     * @throws Invalid for a repository that this host cannot have
     */
    public List<String> names(RepoRef repo) {
        if (!repo.host().equals(host())) {
            throw new Invalid("repo", "is at another host than the connection", List.of());
        }
        List<String> names = repo.segments();
        if (names.size() != 2) {
            throw new Invalid("repo", "is an owner and a name: owner/repo", List.of());
        }
        return names;
    }

    /**
     * A read that must work.
     *
     * @param what what is missing if the server does not know it
     */
    public Node read(Url url, String operation, What what, CallContext call) {
        HttpRequest request = counted(HttpRequest.get(url, operation));
        HttpAnswer answer = exchange.send(request, call);
        if (answer.status() == 200) {
            return new Node(answer.json());
        }
        throw error(request, answer, what);
    }

    /**
     * A read that costs nothing of the budget where its answer is still what it was, whatever its
     * status is but one of success.
     */
    public ReadAnswer ask(Url url, String operation, CallContext call) {
        HttpRequest request = counted(HttpRequest.get(url, operation));
        Optional<KeptAnswers.Kept> kept = answers.find(url);
        HttpAnswer answer =
                exchange.send(
                        kept.map(old -> request.unlessMatching(old.validator())).orElse(request),
                        call);
        if (answer.isNotModified() && kept.isPresent()) {
            return new ReadAnswer(this, request, answer, kept);
        }
        if (answer.status() != 200) {
            return new ReadAnswer(this, request, answer, Optional.empty());
        }
        KeptAnswers.Kept whole =
                new KeptAnswers.Kept(
                        answer.entityTag().orElse(NO_VALIDATOR),
                        new Node(answer.json()),
                        isFollowed(answer));
        if (answer.entityTag().isPresent()) {
            answers.keep(url, whole);
        }
        return new ReadAnswer(this, request, answer, Optional.of(whole));
    }

    private static HttpRequest counted(HttpRequest request) {
        return request.countedAs(RESOURCE);
    }

    /** Whether the header {@code Link} names a next page. */
    private static boolean isFollowed(HttpAnswer answer) {
        return answer.header("Link")
                .map(
                        links ->
                                links.checked(
                                        text -> new Fact<>(Tri.of(text.contains("rel=\"next\"")))))
                .filter(next -> next.answer() == Tri.YES)
                .isPresent();
    }

    /** A write, whatever its answer is: what that means depends on the write. */
    public Written write(
            String method, Url url, String operation, Json body, Label label, CallContext call) {
        HttpRequest request =
                counted(HttpRequest.write(method, url, operation, Payload.of(body, label)));
        return new Written(this, request, exchange.send(request, call));
    }

    /** A write without a body. */
    public Written write(String method, Url url, String operation, CallContext call) {
        HttpRequest request = counted(HttpRequest.write(method, url, operation));
        return new Written(this, request, exchange.send(request, call));
    }

    /**
     * A query. May be repeated.
     *
     * @throws LacksFields if the server is too old for it
     */
    public GraphAnswer query(String operation, String text, Json variables, CallContext call)
            throws LacksFields {
        return graphQl.query(operation, text, variables, call);
    }

    /** A mutation, sent once. */
    public GraphAnswer mutate(String operation, String text, Json variables, CallContext call) {
        return graphQl.mutate(operation, text, variables, call);
    }

    ConnectorException error(HttpRequest request, HttpAnswer answer, What what) {
        return limits.error(request, answer, what);
    }
}
