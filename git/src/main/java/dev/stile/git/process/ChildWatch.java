package dev.stile.git.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Kills a long-lived child that keeps its caller waiting: after once to twice the patience, because
 * a wait is looked at, not timed. The caller's read or write then ends, and {@link #late} says why.
 * One caller at a time.
 */
public final class ChildWatch implements AutoCloseable {
    private static final int ENDING_SECONDS = 10;

    private final Process child;
    private final String command;
    private final Duration patience;
    private final Executor later;
    private final LastWords lastWords;

    /** Counts the beginnings and ends of waits: odd during one. */
    private volatile long turns;

    private volatile boolean late;
    private volatile boolean closed;

    /** What a child that ended by itself left. */
    @FunctionalInterface
    interface LastWords {
        GitFailed failure() throws InterruptedException;
    }

    private ChildWatch(Process child, String command, Duration patience, LastWords lastWords) {
        this.lastWords = lastWords;
        this.child = child;
        this.command = command;
        this.patience = patience;
        this.later = CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    static ChildWatch over(Process child, String command, Duration patience, LastWords lastWords) {
        ChildWatch watch = new ChildWatch(child, command, patience, lastWords);
        watch.later.execute(() -> watch.look(0));
        return watch;
    }

    /** The child. */
    public Process child() {
        return child;
    }

    /** The caller waits for the child from now on. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one caller
    public void begin() {
        turns |= 1;
    }

    /** The child did what was waited for. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one caller
    public void end() {
        turns = (turns | 1) + 1;
    }

    /** What to throw in place of the error that the kill of a late child causes. */
    public Optional<GitFailed> late() {
        return late ? Optional.of(GitFailed.late(command, patience)) : Optional.empty();
    }

    /** What to throw because the child's pipes broke: it was late, or ended by itself. */
    public GitFailed failure(IOException broken) {
        return late().orElseGet(() -> ended(broken));
    }

    /** A child whose pipe broke ends at once, and has said why. */
    private GitFailed ended(IOException broken) {
        try {
            if (child.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
                GitFailed failure = lastWords.failure();
                failure.addSuppressed(broken);
                return failure;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return new GitFailed(command, broken);
    }

    private void look(long before) {
        if (closed || !child.isAlive()) {
            return;
        }
        long now = turns;
        if (now == before && (now & 1) == 1) {
            late = true;
            kill(child);
            return;
        }
        later.execute(() -> look(now));
    }

    /** With what it started: a grandchild would keep its pipes open. */
    static void kill(Process child) {
        child.descendants().forEach(ProcessHandle::destroyForcibly);
        child.destroyForcibly();
    }

    /** Stops looking. The child is the caller's. */
    @Override
    public void close() {
        closed = true;
    }
}
