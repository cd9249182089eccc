package dev.stile.simulator.traffic;

import dev.stile.simulator.access.Tokens;
import dev.stile.simulator.dialect.OwnDialect;
import dev.stile.simulator.engine.View;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultPlayer;
import dev.stile.simulator.fault.Faults;
import dev.stile.simulator.fault.Late;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.time.SimulatedClock;
import dev.stile.simulator.wire.Delivery;
import dev.stile.simulator.wire.Handler;
import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The tracker's side of the wire: each request meets the fault rules, is answered and logged. For
 * any thread.
 */
public final class TrackerFront implements Handler {
    private final OwnDialect dialect;
    private final Tokens tokens;
    private final SimulatedClock clock;
    private final RequestLog log;
    private final Faults faults;
    private final FaultPlayer player;
    private final Late late;
    private final Consumer<Json.Obj> editor;

    /** A front over this dialect; {@code editor} makes the edits that a rule asks for. */
    public TrackerFront(
            OwnDialect dialect,
            Tokens tokens,
            SimulatedClock clock,
            RequestLog log,
            Faults faults,
            FaultPlayer player,
            Late late,
            Consumer<Json.Obj> editor) {
        this.dialect = dialect;
        this.tokens = tokens;
        this.clock = clock;
        this.log = log;
        this.faults = faults;
        this.player = player;
        this.late = late;
        this.editor = editor;
    }

    @Override
    public Response answer(Request request) {
        Instant at = clock.now();
        String actor = tokens.actor(request.headers().first("Authorization"));
        Faults.Hit hit = faults.take(request, actor);
        Response response = broken(request, hit.actions());
        log.add(at, actor, request, response.statusSent(), bytes(response), hit.ids());
        return response;
    }

    private Response broken(Request request, List<FaultAction> actions) {
        boolean stale = false;
        for (FaultAction action : actions) {
            if (action instanceof FaultAction.Edit(List<Json.Obj> edits)) {
                edits.forEach(editor);
            }
            if (action instanceof FaultAction.Later) {
                late.add(() -> dialect.answer(request, Optional.empty()));
            }
            stale |= action instanceof FaultAction.StaleRead;
        }
        Optional<View> forced =
                stale && request.reads() ? Optional.of(new View.Stale()) : Optional.empty();
        Response response =
                actions.stream()
                        .flatMap(action -> player.inPlace(action).stream())
                        .findFirst()
                        .orElseGet(() -> dialect.answer(request, forced));
        for (FaultAction action : actions) {
            response = player.after(action, response);
        }
        return response;
    }

    private static long bytes(Response response) {
        long all = response.body().length();
        return switch (response.delivery()) {
            case Delivery.Reset _, Delivery.Silence _, Delivery.HalfHeader _ -> 0;
            case Delivery.Cut(long bodyBytes, boolean _) -> Math.min(all, bodyBytes);
            case Delivery.Whole _,
                    Delivery.Slow _,
                    Delivery.WrongLength _,
                    Delivery.NoLength _,
                    Delivery.Chunked _ ->
                    all;
        };
    }
}
