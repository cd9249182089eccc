package dev.stile.simulator.github;

import dev.stile.simulator.fault.FaultPlayer;
import dev.stile.simulator.github.access.Caller;
import dev.stile.simulator.github.access.Envelope;
import dev.stile.simulator.github.access.RateLimits;
import dev.stile.simulator.github.graphql.GraphQlApi;
import dev.stile.simulator.github.rest.Addresses;
import dev.stile.simulator.github.rest.RestApi;
import dev.stile.simulator.hosting.AccessToken;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.Host;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.hosting.repo.GitProgram;
import dev.stile.simulator.hosting.traffic.Disturbances;
import dev.stile.simulator.hosting.traffic.HostFront;
import dev.stile.simulator.hosting.traffic.WireLog;
import dev.stile.simulator.time.SimulatedClock;
import dev.stile.simulator.wire.Listener;
import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A running code host with GitHub's APIs. For any thread. */
public final class HostingSimulator implements AutoCloseable {
    private final SimulatedClock clock;
    private final Host host;
    private final RateLimits limits;
    private final Disturbances disturbances = new Disturbances();
    private final WireLog log = new WireLog();
    private final AtomicReference<String> web = new AtomicReference<>("");
    private final AtomicLong tokens = new AtomicLong();
    private final Listener listener;
    private final RestApi rest;
    private final GraphQlApi graphql;
    private final GitDoor door;

    private HostingSimulator(Path folder, Clock time, int port) throws IOException {
        Path scratch = Files.createDirectories(folder.resolve("scratch")).toAbsolutePath();
        this.clock = new SimulatedClock(time);
        this.host = new Host(clock, Files.createDirectories(folder), new GitProgram(scratch));
        this.limits = new RateLimits(clock);
        Envelope envelope = new Envelope(clock, limits);
        Addresses addresses = new Addresses(web::get);
        this.rest = new RestApi(host, limits, envelope, addresses);
        this.graphql = new GraphQlApi(host, limits, envelope, addresses);
        this.door = new GitDoor(host);
        HostFront front =
                new HostFront(
                        this::answer,
                        request -> Caller.of(host, request).name(),
                        clock,
                        disturbances,
                        log,
                        new FaultPlayer(new SplittableRandom(1)));
        this.listener = Listener.start(port, front);
        web.set("http://127.0.0.1:" + listener.port());
    }

    /** Starts one on a free port, its repositories in this folder, its time the real one. */
    public static HostingSimulator start(Path folder) throws IOException {
        return start(folder, Clock.systemUTC(), 0);
    }

    /** Starts one on this port, or on a free one for 0. */
    public static HostingSimulator start(Path folder, Clock time, int port) throws IOException {
        return new HostingSimulator(folder, time, port);
    }

    private Response answer(Request request) {
        host.beginRequest();
        Caller caller = Caller.of(host, request);
        if (request.path().startsWith(RestApi.PREFIX + "/")) {
            return rest.answer(request, caller);
        }
        if (request.path().equals(GraphQlApi.PATH)) {
            return graphql.answer(request, caller);
        }
        return door.answer(request, caller)
                .orElseGet(
                        () ->
                                Response.of(
                                        404,
                                        "text/html; charset=utf-8",
                                        "<!doctype html><title>Page not found</title>\n"
                                                .getBytes(StandardCharsets.UTF_8)));
    }

    /** Where it is: {@code http://127.0.0.1:PORT}. */
    public URI webUrl() {
        return URI.create(web.get());
    }

    /** Where git fetches a repository and pushes to it. */
    public URI remote(HostedRepository repository) {
        return URI.create(web.get() + "/" + repository.fullName() + ".git");
    }

    /** Makes it an older server, in whose GraphQL schema fields are not, as {@code Type.field}. */
    public void lackFields(String... fields) {
        graphql.lack(Set.of(fields));
    }

    /** Everything that is on it. */
    public Host host() {
        return host;
    }

    /** Its time; freeze it to move it by hand. */
    public SimulatedClock clock() {
        return clock;
    }

    /** The limits of requests. */
    public RateLimits limits() {
        return limits;
    }

    /** Faults and races. */
    public Disturbances disturbances() {
        return disturbances;
    }

    /** What was on the wire. */
    public WireLog log() {
        return log;
    }

    /** A repository, made when new. */
    public HostedRepository repository(String fullName) {
        return host.repository(fullName);
    }

    /** A person with a role in a repository. */
    public Account user(HostedRepository repository, String login, Role role) {
        Account person = host.person(login);
        repository.collaborator(person, role);
        return person;
    }

    /** A new classic token of an account that is good for everything. */
    public String token(Account account) {
        return token(account, AccessToken.Kind.CLASSIC, "repo", "read:org");
    }

    /** A new token of an account. */
    public String token(Account account, AccessToken.Kind kind, String... scopes) {
        String prefix =
                switch (kind) {
                    case CLASSIC -> "ghp_";
                    case FINE_GRAINED -> "github_pat_";
                    case INSTALLATION -> "ghs_";
                };
        String value = prefix + "sim" + tokens.incrementAndGet() + "x" + account.id();
        host.put(new AccessToken(value, account, kind, Set.of(scopes), Optional.empty()));
        return value;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
