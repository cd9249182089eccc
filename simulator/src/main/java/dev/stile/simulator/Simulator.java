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
import dev.stile.simulator.journal.Journal;
import dev.stile.simulator.time.SimulatedClock;
import dev.stile.simulator.traffic.RequestLog;
import dev.stile.simulator.traffic.TrackerFront;
import dev.stile.simulator.wire.Listener;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A running tracker on loopback. Closing it ends every connection; it may be closed twice. For any
 * thread.
 */
public final class Simulator implements AutoCloseable {
    private final Listener tracker;
    private final Listener control;
    private final Controls controls;
    private final String adminToken;
    private final String readToken;
    private final String controlToken;

    private Simulator(
            Listener tracker,
            Listener control,
            Controls controls,
            String adminToken,
            String readToken,
            String controlToken) {
        this.tracker = tracker;
        this.control = control;
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
        Journal journal = Journal.none();
        OwnDialect dialect =
                new OwnDialect(
                        tracker, tokens, limiter, journal, secret(random, "").substring(0, 8));
        Faults faults = new Faults();
        Controls controls = new Controls(tracker, tokens, limiter, log, faults, journal, begin);
        options.seeds().forEach(seed -> controls.run("seed", seed));
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
            return new Simulator(listener, controlListener, controls, admin, reader, control);
        } catch (IOException taken) {
            listener.close();
            throw taken;
        }
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
        }
    }

    private static String secret(SecureRandom random, String prefix) {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }
}
