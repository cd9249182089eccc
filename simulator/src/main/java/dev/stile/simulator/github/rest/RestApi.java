package dev.stile.simulator.github.rest;

import dev.stile.simulator.github.access.AppDoor;
import dev.stile.simulator.github.access.Caller;
import dev.stile.simulator.github.access.Envelope;
import dev.stile.simulator.github.access.RateLimits;
import dev.stile.simulator.github.access.Refused;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.Host;
import dev.stile.simulator.hosting.HostRefusal;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The REST API as a whole. For any thread; one request at a time touches the host. */
public final class RestApi {
    /** Where its paths begin. */
    public static final String PREFIX = "/api/v3";

    private static final RateLimits.Resource CORE = RateLimits.Resource.CORE;

    private final Host host;
    private final AppDoor apps;
    private final RateLimits limits;
    private final Envelope envelope;
    private final Addresses addresses;
    private final People people;
    private final List<java.util.function.Function<RestCall, Optional<Answer>>> routes;

    /** The API of this host. */
    public RestApi(Host host, RateLimits limits, Envelope envelope, Addresses addresses) {
        this.host = host;
        this.apps = new AppDoor(host);
        this.limits = limits;
        this.envelope = envelope;
        this.addresses = addresses;
        this.people = new People(addresses);
        Repositories repositories = new Repositories(addresses, people);
        Pulls pulls = new Pulls(addresses, people, repositories);
        PullRoutes pullRoutes = new PullRoutes(pulls);
        TalkRoutes talkRoutes = new TalkRoutes(pulls, new Said(addresses, people));
        RepositoryRoutes repositoryRoutes =
                new RepositoryRoutes(
                        repositories,
                        new Protections(addresses, people),
                        new Reports(addresses, people, repositories),
                        people);
        this.routes = List.of(pullRoutes::answer, talkRoutes::answer, repositoryRoutes::answer);
    }

    /** The answer to a request whose path begins with {@link #PREFIX}. */
    public Response answer(Request request, Caller caller) {
        return envelope.wrap(host.with(() -> decide(request, caller)), caller, CORE);
    }

    private Response decide(Request request, Caller caller) {
        String path = request.path().substring(PREFIX.length());
        if (apps.isMeant(request, path)) {
            return tokenOf(request, path);
        }
        Optional<Response> early = early(request, caller);
        if (early.isPresent()) {
            return early.get();
        }
        if (path.equals("/rate_limit") && request.reads()) {
            return Envelope.json(200, standings(caller));
        }
        boolean counted = limits.take(caller.name(), CORE, 1);
        if (!counted) {
            return Envelope.json(403, Refused.of(403, exceeded(caller)).json());
        }
        Response response = route(request, path, caller);
        if (!request.reads() || response.status() != 200) {
            return response;
        }
        return conditional(request, caller, response);
    }

    private Response tokenOf(Request request, String path) {
        try {
            return Envelope.json(201, apps.token(request, path));
        } catch (Refused refused) {
            return Envelope.json(refused.status(), refused.json());
        }
    }

    private Optional<Response> early(Request request, Caller caller) {
        if (request.headers().first("User-Agent").filter(agent -> !agent.isBlank()).isEmpty()) {
            return Optional.of(
                    Response.of(
                            403,
                            "text/plain",
                            ("Request forbidden by administrative rules. Please make sure your"
                                            + " request has a User-Agent header")
                                    .getBytes(StandardCharsets.UTF_8)));
        }
        if (caller.rejected()) {
            return Optional.of(Envelope.json(401, Refused.of(401, "Bad credentials").json()));
        }
        Optional<String> version = request.headers().first("X-GitHub-Api-Version");
        if (version.filter(asked -> !asked.equals("2022-11-28")).isPresent()) {
            return Optional.of(
                    Envelope.json(400, Refused.of(400, "API version is not supported.").json()));
        }
        return envelope.secondary();
    }

    private static String exceeded(Caller caller) {
        return caller.account()
                .map(Account::id)
                .map(id -> "API rate limit exceeded for user ID " + id + ".")
                .orElse("API rate limit exceeded for 127.0.0.1.");
    }

    private Response route(Request request, String path, Caller caller) {
        try {
            return respond(answer(request, path, caller));
        } catch (Refused refused) {
            return Envelope.json(refused.status(), refused.json());
        } catch (HostRefusal refusal) {
            Refused refused = Refused.of(refusal, "PullRequest");
            return Envelope.json(refused.status(), refused.json());
        } catch (Moved moved) {
            String place =
                    addresses.api()
                            + "/repositories/"
                            + moved.to.id()
                            + moved.rest
                            + request.query().map(query -> "?" + query).orElse("");
            return Envelope.json(
                            request.reads() ? 301 : 307,
                            Json.object()
                                    .put(
                                            "message",
                                            request.reads()
                                                    ? "Moved Permanently"
                                                    : "Temporary Redirect")
                                    .put("url", place)
                                    .put("documentation_url", "https://docs.github.com/rest")
                                    .build())
                    .with("Location", place);
        }
    }

    private Response respond(Answer answer) {
        Response response =
                answer.body()
                        .map(body -> Envelope.json(answer.status(), body))
                        .orElseGet(() -> Response.empty(answer.status()));
        String link = answer.pages().map(pages -> pages.link(addresses.web())).orElse("");
        return link.isEmpty() ? response : response.with("Link", link);
    }

    private Answer answer(Request request, String path, Caller caller) {
        List<String> segments = Segments.of(path);
        if (request.method().equals("GET") && path.equals("/user")) {
            if (caller.isInstallation()) {
                throw Refused.forbidden("Resource not accessible by integration");
            }
            return Answer.ok(OwnAccount.of(people.user(caller.known()), caller.known()));
        }
        if (segments.size() >= 3 && segments.getFirst().equals("repos")) {
            HostedRepository repository =
                    host.find(segments.get(1), segments.get(2))
                            .filter(caller::sees)
                            .orElseThrow(Refused::notFound);
            if (!repository.name().equalsIgnoreCase(segments.get(2))) {
                String[] parts = path.split("/", 5);
                throw new Moved(repository, parts.length < 5 ? "" : "/" + parts[4]);
            }
            return answer(request, caller, repository, segments.subList(3, segments.size()));
        }
        if (segments.size() >= 2 && segments.getFirst().equals("repositories")) {
            HostedRepository repository =
                    host.repository(id(segments.get(1)))
                            .filter(caller::sees)
                            .orElseThrow(Refused::notFound);
            return answer(request, caller, repository, segments.subList(2, segments.size()));
        }
        throw Refused.notFound();
    }

    private Answer answer(
            Request request, Caller caller, HostedRepository repository, List<String> rest) {
        RestCall call = new RestCall(request, caller, repository, rest);
        return routes.stream()
                .flatMap(route -> route.apply(call).stream())
                .findFirst()
                .orElseThrow(Refused::notFound);
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    // A caller's own copy that is still good costs nothing.
    private Response conditional(Request request, Caller caller, Response response) {
        String tag = "W/\"" + digest(caller.name(), response.bytes()) + "\"";
        boolean same =
                request.headers().all("If-None-Match").stream()
                        .flatMap(field -> List.of(field.split(",\\s*")).stream())
                        .anyMatch(tag::equals);
        if (!same) {
            return response.with("ETag", tag)
                    .with("Cache-Control", "private, max-age=60, s-maxage=60")
                    .with("Vary", "Accept, Authorization, Cookie, X-GitHub-OTP");
        }
        limits.giveBack(caller.name(), CORE);
        return Response.empty(304).with("ETag", tag);
    }

    private static String digest(String who, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(who.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Json.Obj standings(Caller caller) {
        Json.Obj core = standing(caller, CORE);
        return Json.object()
                .put(
                        "resources",
                        Json.object()
                                .put("core", core)
                                .put("search", core)
                                .put("graphql", standing(caller, RateLimits.Resource.GRAPHQL))
                                .build())
                .put("rate", core)
                .build();
    }

    private Json.Obj standing(Caller caller, RateLimits.Resource resource) {
        RateLimits.Standing standing = limits.standing(caller.name(), resource);
        return Json.object()
                .put("limit", standing.limit())
                .put("used", standing.used())
                .put("remaining", standing.remaining())
                .put("reset", standing.resetAt().getEpochSecond())
                .build();
    }

    private static final class Moved extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient HostedRepository to;
        private final String rest;

        Moved(HostedRepository to, String rest) {
            this.to = to;
            this.rest = rest;
        }
    }
}
