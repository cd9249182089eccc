package dev.stile.simulator;

import dev.stile.simulator.access.RateLimiter;
import dev.stile.simulator.access.Scope;
import dev.stile.simulator.access.Token;
import dev.stile.simulator.access.Tokens;
import dev.stile.simulator.control.Controls;
import dev.stile.simulator.dialect.OwnDialect;
import dev.stile.simulator.engine.Tracker;
import dev.stile.simulator.fault.FaultPlayer;
import dev.stile.simulator.fault.Faults;
import dev.stile.simulator.fault.Late;
import dev.stile.simulator.journal.Journal;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Refused;
import dev.stile.simulator.time.SimulatedClock;
import dev.stile.simulator.traffic.RequestLog;
import dev.stile.simulator.traffic.TrackerFront;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Everything behind the two listeners, put together: the one composition root. */
record State(TrackerFront front, Controls controls) {
    static State begin(SimulatorOptions options, Secrets secrets, Journal journal)
            throws IOException {
        SimulatedClock clock = new SimulatedClock(options.clock());
        Tracker tracker = new Tracker(clock, options.webUrl());
        Tokens tokens = new Tokens(clock);
        RateLimiter limiter = new RateLimiter(clock);
        RequestLog log = new RequestLog();
        Faults faults = new Faults();
        Late late = new Late();
        List<Json.Obj> kept = journal.kept();
        // Cursors are bound to an instance, which lasts as long as its data.
        String instance =
                kept.stream()
                        .findFirst()
                        .flatMap(first -> first.text("instance"))
                        .orElse(secrets.instance());
        Runnable begin = () -> first(tracker, tokens, secrets);
        OwnDialect dialect = new OwnDialect(tracker, tokens, limiter, journal, instance);
        Controls controls =
                new Controls(tracker, tokens, limiter, log, faults, late, journal, begin);
        tracker.writing(
                () -> {
                    begin.run();
                    return instance;
                });
        if (kept.isEmpty()) {
            journal.append(Json.object().put("do", "begin").put("instance", instance).build());
            options.seeds().forEach(seed -> controls.run("seed", seed));
        } else {
            replay(kept, clock, dialect, controls);
        }
        FaultPlayer player = new FaultPlayer(new SplittableRandom());
        TrackerFront front =
                new TrackerFront(
                        dialect,
                        tokens,
                        clock,
                        log,
                        faults,
                        player,
                        late,
                        edit -> controls.run("edit", edit));
        return new State(front, controls);
    }

    private static void first(Tracker tracker, Tokens tokens, Secrets secrets) {
        tracker.addUser("admin", "Administrator");
        tracker.addUser("reader", "Reader");
        tokens.put(Token.of("admin", secrets.admin(), "admin", Set.of(Scope.values())));
        tokens.put(Token.of("reader", secrets.read(), "reader", Set.of(Scope.READ)));
    }

    private static void replay(
            List<Json.Obj> kept, SimulatedClock clock, OwnDialect dialect, Controls controls)
            throws IOException {
        for (Json.Obj command : kept.subList(1, kept.size())) {
            clock.freeze(Instant.parse(command.text("at").orElseThrow()));
            try {
                if (command.text("do").filter("write"::equals).isPresent()) {
                    dialect.replay(command);
                } else {
                    controls.replay(command);
                }
            } catch (Refused refused) {
                throw new IOException("the data file does not fit this release", refused);
            }
        }
        clock.run();
    }
}
