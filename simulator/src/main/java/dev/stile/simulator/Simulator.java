package dev.stile.simulator;

import dev.stile.simulator.control.ControlFront;
import dev.stile.simulator.control.Controls;
import dev.stile.simulator.journal.FileJournal;
import dev.stile.simulator.journal.Journal;
import dev.stile.simulator.wire.Listener;

import java.io.IOException;
import java.net.URI;

/**
 * A running tracker on loopback. Closing it ends every connection; it may be closed twice. For any
 * thread.
 */
public final class Simulator implements AutoCloseable {
    private final Listener tracker;
    private final Listener control;
    private final Journal journal;
    private final Controls controls;
    private final Secrets secrets;

    private Simulator(
            Listener tracker,
            Listener control,
            Journal journal,
            Controls controls,
            Secrets secrets) {
        this.tracker = tracker;
        this.control = control;
        this.journal = journal;
        this.controls = controls;
        this.secrets = secrets;
    }

    /**
     * Starts a simulator.
     *
     * @throws IOException if a port is taken, or the data file cannot be used
     */
    public static Simulator start(SimulatorOptions options) throws IOException {
        Secrets secrets = Secrets.of(options);
        Journal journal =
                options.dataFile().isPresent()
                        ? FileJournal.open(options.dataFile().get())
                        : Journal.none();
        boolean started = false;
        try {
            Simulator simulator = start(options, secrets, journal);
            started = true;
            return simulator;
        } finally {
            if (!started) {
                journal.close();
            }
        }
    }

    private static Simulator start(SimulatorOptions options, Secrets secrets, Journal journal)
            throws IOException {
        State state = State.begin(options, secrets, journal);
        Listener tracker = Listener.start(options.port(), state.front());
        try {
            ControlFront front = new ControlFront(state.controls(), secrets.control());
            Listener control = Listener.start(options.controlPort(), front);
            return new Simulator(tracker, control, journal, state.controls(), secrets);
        } catch (IOException taken) {
            tracker.close();
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
        return secrets.admin();
    }

    /** The value of the token {@code reader}, which may only read. */
    public String readToken() {
        return secrets.read();
    }

    /** The value of the token of the control API. */
    public String controlToken() {
        return secrets.control();
    }

    /** Everything that a test can do to it. */
    public Controls controls() {
        return controls;
    }

    @Override
    public void close() throws IOException {
        // The journal last: a write that is still running may be acknowledged by nobody, but not
        // torn.
        try (journal;
                control) {
            tracker.close();
        }
    }
}
