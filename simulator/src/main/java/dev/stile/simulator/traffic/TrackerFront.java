package dev.stile.simulator.traffic;

import dev.stile.simulator.access.Tokens;
import dev.stile.simulator.dialect.OwnDialect;
import dev.stile.simulator.time.SimulatedClock;
import dev.stile.simulator.wire.Handler;
import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

import java.time.Instant;
import java.util.Optional;

/** The tracker's side of the wire: each request is answered and logged. For any thread. */
public final class TrackerFront implements Handler {
    private final OwnDialect dialect;
    private final Tokens tokens;
    private final SimulatedClock clock;
    private final RequestLog log;

    /** A front over this dialect. */
    public TrackerFront(OwnDialect dialect, Tokens tokens, SimulatedClock clock, RequestLog log) {
        this.dialect = dialect;
        this.tokens = tokens;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public Response answer(Request request) {
        Instant at = clock.now();
        String actor = tokens.actor(request.headers().first("Authorization"));
        Response response = dialect.answer(request, Optional.empty());
        log.add(at, actor, request, response.status(), response.body().length(), Optional.empty());
        return response;
    }
}
