package dev.stile.simulator.hosting.traffic;

import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultPlayer;
import dev.stile.simulator.time.SimulatedClock;
import dev.stile.simulator.wire.Handler;
import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The wire's side of a dialect: disturbs, answers and logs each request. For any thread. */
public final class HostFront implements Handler {
    private static final int REMEMBERED = 1_000;

    private final Handler dialect;
    private final Function<Request, String> actors;
    private final SimulatedClock clock;
    private final Disturbances disturbances;
    private final WireLog log;
    private final FaultPlayer player;
    private final Map<String, Response> before = new LinkedHashMap<>();

    /**
     * A front of this dialect.
     *
     * @param actors the login behind a request, for the log
     */
    public HostFront(
            Handler dialect,
            Function<Request, String> actors,
            SimulatedClock clock,
            Disturbances disturbances,
            WireLog log,
            FaultPlayer player) {
        this.dialect = dialect;
        this.actors = actors;
        this.clock = clock;
        this.disturbances = disturbances;
        this.log = log;
        this.player = player;
    }

    @Override
    public Response answer(Request sent) {
        Instant at = clock.now();
        String actor = actors.apply(sent);
        List<Disturbances.What> happening = disturbances.take(sent);
        Request request = sent;
        Optional<Response> inPlace = Optional.empty();
        boolean stale = false;
        for (Disturbances.What what : happening) {
            switch (what) {
                case Disturbances.What.Before(Runnable operation) -> operation.run();
                case Disturbances.What.Asked asked -> request = asked.change().apply(request);
                case Disturbances.What.Fault(FaultAction action) -> {
                    inPlace = inPlace.or(() -> player.inPlace(action));
                    stale |= action instanceof FaultAction.StaleRead;
                }
                case Disturbances.What.After _, Disturbances.What.Answered _ -> {}
            }
        }
        Response response = inPlace.isPresent() ? inPlace.get() : truth(request, actor, stale);
        for (Disturbances.What what : happening) {
            response = after(what, sent, response);
        }
        log.add(
                at,
                actor,
                sent,
                response.statusSent(),
                response,
                happening.stream().anyMatch(HostFront::isWrong));
        return response;
    }

    private static boolean isWrong(Disturbances.What what) {
        return switch (what) {
            case Disturbances.What.Fault _, Disturbances.What.Answered _ -> true;
            case Disturbances.What.Before _, Disturbances.What.After _, Disturbances.What.Asked _ ->
                    false;
        };
    }

    private Response truth(Request request, String actor, boolean stale) {
        String key =
                actor
                        + " "
                        + request.method()
                        + " "
                        + request.path()
                        + "?"
                        + request.query().orElse("")
                        + " "
                        + new String(request.body(), StandardCharsets.UTF_8);
        if (stale) {
            Optional<Response> old = remembered(key);
            if (old.isPresent()) {
                return old.get();
            }
        }
        Response response = dialect.answer(request);
        if (request.reads() || request.path().endsWith("/graphql")) {
            remember(key, response);
        }
        return response;
    }

    private Optional<Response> remembered(String key) {
        synchronized (before) {
            return Optional.ofNullable(before.get(key));
        }
    }

    private void remember(String key, Response response) {
        synchronized (before) {
            before.put(key, response);
            if (before.size() > REMEMBERED) {
                before.remove(before.keySet().iterator().next());
            }
        }
    }

    private Response after(Disturbances.What what, Request sent, Response response) {
        return switch (what) {
            case Disturbances.What.After(Runnable operation) -> {
                operation.run();
                yield response;
            }
            case Disturbances.What.Answered answered -> answered.change().apply(sent, response);
            case Disturbances.What.Fault(FaultAction action) -> player.after(action, response);
            case Disturbances.What.Before _, Disturbances.What.Asked _ -> response;
        };
    }
}
