package dev.stile.core.terminal;

import dev.stile.api.call.Progress;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Says how far a long call is, as notes: the newest count at most every second, something at least
 * every five (GS-97). Any thread may report. Close it when the call is over.
 */
public final class ProgressNotes implements Progress, AutoCloseable {
    private static final long LEAST_GAP_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What there is to say: nothing new, or the end. */
    private enum Signal {
        CLOSED
    }

    private final Terminal terminal;
    private final String subject;
    private final Duration most;
    private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(1);
    private final Thread heartbeat;
    private String newest = "";
    private long lastSaid = System.nanoTime();

    /**
     * @param subject whom the notes are about, such as {@code work/demo}
     * @param most longest silence
     */
    public ProgressNotes(Terminal terminal, String subject, Duration most) {
        this.terminal = terminal;
        this.subject = subject;
        this.most = most;
        this.heartbeat = Thread.ofVirtual().name("progress").start(this::beat);
    }

    /** Something at least every five seconds. */
    public ProgressNotes(Terminal terminal, String subject) {
        this(terminal, subject, Duration.ofSeconds(5));
    }

    @Override
    public synchronized void step(String what, long done) {
        newest = done + " " + what;
        if (System.nanoTime() - lastSaid >= LEAST_GAP_NANOS) {
            say(newest);
        }
    }

    @Override
    public synchronized void waiting(String why, Duration howLong) {
        say("waiting " + howLong.toSeconds() + " s: " + why);
    }

    @Override
    public void close() {
        boolean unused = signals.offer(Signal.CLOSED);
        try {
            heartbeat.join(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() {
        try {
            while (signals.poll(most.toMillis() / 2 + 1, TimeUnit.MILLISECONDS) == null) {
                sayIfSilent();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void sayIfSilent() {
        if (System.nanoTime() - lastSaid >= most.toNanos() / 2) {
            say(newest.isEmpty() ? "waiting for the server" : newest);
        }
    }

    private void say(String text) {
        terminal.note(subject + ": " + text);
        lastSaid = System.nanoTime();
    }
}
