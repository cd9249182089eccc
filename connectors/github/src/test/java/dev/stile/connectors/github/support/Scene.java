package dev.stile.connectors.github.support;

import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.http.EgressClient;
import dev.stile.api.value.Sha;
import dev.stile.core.egress.Crossings;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.github.HostingSimulator;
import dev.stile.simulator.hosting.AccessToken;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.hosting.Timing;
import dev.stile.simulator.hosting.traffic.On;
import dev.stile.simulator.hosting.traffic.WireRequest;
import dev.stile.simulator.wire.Headers;
import dev.stile.simulator.wire.Response;
import dev.stile.testkit.hosting.FakeHostServices;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A repository with one pull request on a simulated host, and a connection of the account {@code
 * stile} to it.
 */
public final class Scene implements AutoCloseable {
    public final HostingSimulator simulator;
    public final HostedRepository web;
    public final Account ada;
    public final Account bob;
    public final Account stile;
    public final Account root;
    public final PullRequest pull;
    public final String token;
    public final FakeHostServices services;

    public Scene(Path folder) throws IOException {
        simulator = HostingSimulator.start(folder);
        simulator.host().timing(Timing.immediate());
        simulator.host().organization("acme");
        web = simulator.repository("acme/web");
        ada = simulator.user(web, "ada", Role.WRITE);
        bob = simulator.user(web, "bob", Role.WRITE);
        stile = simulator.user(web, "stile", Role.WRITE);
        root = simulator.user(web, "root", Role.ADMIN);
        web.commit(ada, "main", "Begin", Map.of("a.txt", "one\ntwo\nthree\n"));
        web.commit(ada, "topic", "Change a", Map.of("a.txt", "one\ntwo\nTHREE\n"));
        pull = web.open(ada, "topic", "main", "Shout three");
        token = simulator.token(stile);
        services = new FakeHostServices(List.of(simulator.webUrl()), token);
    }

    /** The connection, started. */
    public GitHost host(String... settings) {
        return host(token, settings);
    }

    /** The connection, started, which asks for leave there before each request. */
    public GitHost host(Crossings crossings) {
        return started(Opened.gate(simulator.webUrl(), token, crossings));
    }

    /** The connection, started, by a clock that a test moves. */
    public GitHost host(Clock clock) {
        GitHost host =
                Opened.host(
                        Opened.gate(simulator.webUrl(), token),
                        Opened.settings(simulator.webUrl()),
                        clock);
        if (!host.initialize(services).success()) {
            throw new AssertionError("the host did not start");
        }
        return host;
    }

    /** A connection of another account. */
    public GitHost hostOf(Account account, String... settings) {
        return host(simulator.token(account), settings);
    }

    /** The connection with a token of that kind, and of these scopes if it is a classic one. */
    public GitHost hostWith(AccessToken.Kind kind, String... scopes) {
        return host(simulator.token(stile, kind, scopes), new String[0]);
    }

    private GitHost host(String secret, String... settings) {
        return started(Opened.gate(simulator.webUrl(), secret), settings);
    }

    private GitHost started(EgressClient gate, String... settings) {
        GitHost host = Opened.host(gate, Opened.settings(simulator.webUrl(), settings));
        if (!host.initialize(services).success()) {
            throw new AssertionError("the host did not start");
        }
        return host;
    }

    public RepoRef repo() {
        return new RepoRef(HostId.of(simulator.webUrl()), "acme/web");
    }

    public PrRef pr() {
        return new PrRef(repo(), pull.number());
    }

    public Sha head() {
        return new Sha(pull.headSha());
    }

    /** Method and path of each request so far. */
    public List<String> requests() {
        return simulator.log().requests().stream()
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    /** Each request so far that may change something. */
    public List<WireRequest> writes() {
        return simulator.log().requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .filter(
                        request ->
                                !request.path().endsWith("/graphql")
                                        || request.body().contains("mutation"))
                .toList();
    }

    /** Forgets the requests so far. */
    public void forget() {
        simulator.log().clear();
    }

    /** What a request by GraphQL or REST is disturbed by. */
    public void fault(On on, FaultAction action) {
        simulator.disturbances().fault(on, action);
    }

    public static On graphQl() {
        return On.request("POST", "/api/graphql");
    }

    public static On rest(String method, String below) {
        return On.request(method, "/api/v3/repos/acme/web" + below);
    }

    /** This in place of the answer. */
    public static FaultAction answer(int status, String body) {
        return new FaultAction.Status(status, Headers.none(), "application/json", body);
    }

    /** Changes the text of answers. */
    public void rewrite(On on, UnaryOperator<String> change) {
        simulator
                .disturbances()
                .rewriteResponse(
                        on,
                        (request, response) ->
                                Response.of(
                                        response.status(),
                                        "application/json",
                                        change.apply(
                                                        new String(
                                                                response.bytes(),
                                                                StandardCharsets.UTF_8))
                                                .getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
        simulator.close();
        Described.verify(simulator);
    }
}
