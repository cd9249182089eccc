package dev.stile.simulator;

import dev.stile.simulator.access.RateLimiter;
import dev.stile.simulator.access.Scope;
import dev.stile.simulator.access.Token;
import dev.stile.simulator.access.Tokens;
import dev.stile.simulator.control.ControlFront;
import dev.stile.simulator.control.Controls;
import dev.stile.simulator.dialect.OwnDialect;
import dev.stile.simulator.engine.Tracker;
import dev.stile.simulator.fault.FaultPlayer;
import dev.stile.simulator.fault.Faults;
import dev.stile.simulator.journal.FileJournal;
import dev.stile.simulator.journal.Journal;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Refused;
import dev.stile.simulator.time.SimulatedClock;
import dev.stile.simulator.traffic.RequestLog;
import dev.stile.simulator.traffic.TrackerFront;
import dev.stile.simulator.wire.Listener;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A running tracker on loopback. Closing it ends every connection; it may be closed twice. For any
 * thread.
 */
public final class Simulator implements AutoCloseable {
    private final Listener tracker;
    private final Listener control;
    private final Optional<FileJournal> file;
    private final Controls controls;
    private final String adminToken;
    private final String readToken;
    private final String controlToken;

    private Simulator(
            Listener tracker,
            Listener control,
            Optional<FileJournal> file,
            Controls controls,
            String adminToken,
            String readToken,
            String controlToken) {
        this.tracker = tracker;
        this.control = control;
        this.file = file;
        this.controls = controls;
        this.adminToken = adminToken;
        this.readToken = readToken;
        this.controlToken = controlToken;
    }

    /** Starts a simulator. */
    public static Simulator start(SimulatorOptions options) throws IOException {
        SecureRandom random = new SecureRandom();
        String admin = options.adminToken().orElseGet(() -> secret(random, "sim_admin_"));
        String reader = options.readToken().orElseGet(() -> secret(random, "sim_read_"));
        String control = options.controlToken().orElseGet(() -> secret(random, "sim_control_"));
        SimulatedClock clock = new SimulatedClock(options.clock());
        Tracker tracker = new Tracker(clock, options.webUrl());
        Tokens tokens = new Tokens(clock);
        RateLimiter limiter = new RateLimiter(clock);
        RequestLog log = new RequestLog();
        Runnable begin =
                () -> {
                    tracker.addUser("admin", "Administrator");
                    tracker.addUser("reader", "Reader");
                    tokens.put(Token.of("admin", admin, "admin", Set.of(Scope.values())));
                    tokens.put(Token.of("reader", reader, "reader", Set.of(Scope.READ)));
                };
        tracker.writing(
                () -> {
                    begin.run();
                    return true;
                });
        Optional<FileJournal> file = Optional.empty();
        if (options.dataFile().isPresent()) {
            file = Optional.of(FileJournal.open(options.dataFile().get()));
        }
        try {
            Journal journal = file.<Journal>map(opened -> opened).orElse(Journal.none());
            List<Json.Obj> kept = file.map(FileJournal::kept).orElse(List.of());
            // Cursors are bound to an instance, which lasts as long as its data.
            String instance =
                    kept.stream()
                            .findFirst()
                            .flatMap(first -> first.text("instance"))
                            .orElseGet(() -> secret(random, "").substring(0, 8));
            OwnDialect dialect = new OwnDialect(tracker, tokens, limiter, journal, instance);
            Faults faults = new Faults();
            Controls controls = new Controls(tracker, tokens, limiter, log, faults, journal, begin);
            if (kept.isEmpty()) {
                journal.append(Json.object().put("do", "begin").put("instance", instance).build());
                options.seeds().forEach(seed -> controls.run("seed", seed));
            } else {
                replay(kept, clock, dialect, controls);
            }
            TrackerFront front =
                    new TrackerFront(
                            dialect,
                            tokens,
                            clock,
                            log,
                            faults,
                            new FaultPlayer(new SplittableRandom()),
                            edit -> controls.run("edit", edit));
            Listener listener = Listener.start(options.port(), front);
            try {
                Listener controlListener =
                        Listener.start(options.controlPort(), new ControlFront(controls, control));
                return new Simulator(
                        listener, controlListener, file, controls, admin, reader, control);
            } catch (IOException taken) {
                listener.close();
                throw taken;
            }
        } catch (IOException | RuntimeException failed) {
            if (file.isPresent()) {
                file.get().close();
            }
            throw failed;
        }
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

    /** Where the tracker answers: {@code http://127.0.0.1:PORT/sim/v1}. */
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + tracker.port() + "/sim/v1");
    }

    /** Where the control API answers: {@code http://127.0.0.1:PORT/_control}. */
    public URI controlUri() {
        return URI.create("http://127.0.0.1:" + control.port() + "/_control");
    }

    /** The value of the token {@code admin}, which may do everything. */
    public String adminToken() {
        return adminToken;
    }

    /** The value of the token {@code reader}, which may only read. */
    public String readToken() {
        return readToken;
    }

    /** The value of the token of the control API. */
    public String controlToken() {
        return controlToken;
    }

    /** Everything that a test can do to it. */
    public Controls controls() {
        return controls;
    }

    @Override
    public void close() throws IOException {
        try (control) {
            tracker.close();
        } finally {
            if (file.isPresent()) {
                file.get().close();
            }
        }
    }

    private static String secret(SecureRandom random, String prefix) {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }
}
