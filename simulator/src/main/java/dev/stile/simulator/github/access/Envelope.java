package dev.stile.simulator.github.access;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.time.SimulatedClock;
import dev.stile.simulator.wire.Response;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What all answers have in common: the header fields about time, limits and identity. */
public final class Envelope {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TOKEN_END =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final SimulatedClock clock;
    private final RateLimits limits;

    /** Fields by this clock and these limits. */
    public Envelope(SimulatedClock clock, RateLimits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    /** A JSON answer. */
    public static Response json(int status, Json body) {
        return Response.of(status, "application/json; charset=utf-8", body.bytes());
    }

    /** An answer with the fields that all have. */
    public Response wrap(Response response, Caller caller, RateLimits.Resource resource) {
        RateLimits.Standing standing = limits.standing(caller.name(), resource);
        Response wrapped =
                response.with("Date", HTTP_DATE.format(clock.date()))
                        .with("Server", "github.com")
                        .with("X-GitHub-Media-Type", "github.v3; format=json")
                        .with("X-GitHub-Api-Version-Selected", "2022-11-28")
                        .with("x-ratelimit-limit", String.valueOf(standing.limit()))
                        .with("x-ratelimit-remaining", String.valueOf(standing.remaining()))
                        .with("x-ratelimit-used", String.valueOf(standing.used()))
                        .with(
                                "x-ratelimit-reset",
                                String.valueOf(standing.resetAt().getEpochSecond()))
                        .with("x-ratelimit-resource", resource.word());
        if (caller.token().isPresent()) {
            var token = caller.token().get();
            wrapped = wrapped.with("X-OAuth-Scopes", String.join(", ", token.scopes()));
            if (token.expiresAt().isPresent()) {
                wrapped =
                        wrapped.with(
                                "github-authentication-token-expiration",
                                TOKEN_END.format(token.expiresAt().get()));
            }
        }
        return wrapped;
    }

    /** The refusal that a secondary limit makes of this request, if one stands. */
    public Optional<Response> secondary() {
        return limits.takeSecondary()
                .map(
                        limit -> {
                            Response response =
                                    json(
                                            limit.status(),
                                            Refused.of(
                                                            limit.status(),
                                                            "You have exceeded a secondary rate"
                                                                    + " limit. Please wait a few minutes"
                                                                    + " before you try again.")
                                                    .json());
                            return limit.retryAfter()
                                    .map(
                                            time ->
                                                    response.with(
                                                            "retry-after",
                                                            String.valueOf(time.toSeconds())))
                                    .orElse(response);
                        });
    }
}
