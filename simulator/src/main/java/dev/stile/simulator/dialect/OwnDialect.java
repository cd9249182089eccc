package dev.stile.simulator.dialect;

import dev.stile.simulator.access.RateLimiter;
import dev.stile.simulator.access.RateLimiter.Quota;
import dev.stile.simulator.access.Role;
import dev.stile.simulator.access.Scope;
import dev.stile.simulator.access.Token;
import dev.stile.simulator.access.Tokens;
import dev.stile.simulator.engine.Project;
import dev.stile.simulator.engine.Tracker;
import dev.stile.simulator.engine.User;
import dev.stile.simulator.engine.View;
import dev.stile.simulator.journal.Journal;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.problem.Refused;
import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Answers {@code /sim/v1}. A write is applied and journaled under one lock before it is answered.
 * For any thread.
 */
public final class OwnDialect {
    private static final String BASE = "/sim/v1";
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Tracker tracker;
    private final Tokens tokens;
    private final RateLimiter limiter;
    private final Journal journal;
    private final Routes routes;

    /** A dialect over this state; {@code instance} is what its cursors are bound to. */
    public OwnDialect(
            Tracker tracker, Tokens tokens, RateLimiter limiter, Journal journal, String instance) {
        this.tracker = tracker;
        this.tokens = tokens;
        this.limiter = limiter;
        this.journal = journal;
        this.routes = new Routes(tracker, instance);
    }

    /**
     * The answer to a request; {@code forced} is a view that a fault puts in place of the project's
     * own.
     */
    public Response answer(Request request, Optional<View> forced) {
        return dated(
                refusals(
                        () -> {
                            List<String> segments = segments(request.path());
                            Token token =
                                    tokens.authenticate(request.headers().first("Authorization"));
                            Optional<Quota> quota;
                            try {
                                quota = limiter.take(token, !request.reads());
                            } catch (Refused limited) {
                                return retryAfter(token, limited.problem());
                            }
                            try {
                                Response response =
                                        refusals(
                                                () -> run(request, segments, token, forced, quota));
                                return quota.map(left -> withQuota(response, left))
                                        .orElse(response);
                            } finally {
                                limiter.done(token);
                            }
                        }));
    }

    /** Does a journaled write again, as it was allowed then. */
    public void replay(Json.Obj command) {
        Request request = WriteCommand.request(command);
        Token token =
                Token.of("replay", "", command.text("user").orElseThrow(), Set.of(Scope.ADMIN));
        tracker.writing(
                () ->
                        routes.write(
                                call(
                                        request,
                                        segments(request.path()),
                                        token,
                                        Optional.empty(),
                                        tracker.now())));
    }

    private Response run(
            Request request,
            List<String> segments,
            Token token,
            Optional<View> forced,
            Optional<Quota> quota) {
        if (request.reads()) {
            return tracker.reading(
                    () -> {
                        Call call = call(request, segments, token, forced, tracker.clock().now());
                        return routes.read(call, quota);
                    });
        }
        return tracker.writing(
                () -> {
                    journal.ready();
                    Call call = call(request, segments, token, forced, tracker.now());
                    Response response = routes.write(call);
                    journal.append(WriteCommand.json(request, call.user().handle(), call.now()));
                    return response;
                });
    }

    private Call call(
            Request request,
            List<String> segments,
            Token token,
            Optional<View> forced,
            Instant now) {
        User user =
                tracker.user(token.user())
                        .orElseThrow(
                                () ->
                                        Problem.of(401, "token_unknown", "the token's user is gone")
                                                .refused());
        return new Call(request, segments, token, user, forced, now);
    }

    private static Response refusals(Supplier<Response> answer) {
        try {
            return answer.get();
        } catch (Refused refused) {
            Response response = Answers.problem(refused.problem());
            return refused.problem().status() == 401
                    ? response.with("WWW-Authenticate", "Bearer realm=\"stile-simulator\"")
                    : response;
        }
    }

    private Response retryAfter(Token token, Problem limited) {
        Response response = Answers.problem(limited);
        long seconds = limited.more().number("retry_after_seconds").orElse(1L);
        return switch (token.limits().retryAfter()) {
            case SECONDS -> response.with("Retry-After", Long.toString(seconds));
            case DATE ->
                    response.with(
                            "Retry-After",
                            HTTP_DATE.format(tracker.clock().date().plusSeconds(seconds)));
            case NONE -> response;
        };
    }

    private static Response withQuota(Response response, Quota quota) {
        return response.with("RateLimit-Limit", Integer.toString(quota.limit()))
                .with("RateLimit-Remaining", Integer.toString(quota.remaining()))
                .with("RateLimit-Reset", Long.toString(quota.resetSeconds()));
    }

    private Response dated(Response response) {
        return response.with("Date", HTTP_DATE.format(tracker.clock().date()));
    }

    private static List<String> segments(String path) {
        if (!path.equals(BASE) && !path.startsWith(BASE + "/")) {
            throw Routes.noRoute().refused();
        }
        String rest = path.substring(BASE.length());
        if (rest.isEmpty() || rest.equals("/")) {
            return List.of();
        }
        return Arrays.stream(rest.substring(1).split("/", -1))
                .map(segment -> Query.decode(segment.replace("+", "%2B")))
                .toList();
    }

    /** The project in a path: hidden and unknown are the same 404. */
    static Project project(Tracker tracker, Call call, String slug) {
        Role role = call.token().role(slug);
        Optional<Project> project = tracker.project(slug).filter(_ -> role != Role.HIDDEN);
        return project.orElseThrow(
                () ->
                        Problem.of(404, "project_not_found", "there is no project with this slug")
                                .with("project", Json.text(slug))
                                .refused());
    }
}
