package dev.stile.cli.project;

import dev.stile.api.call.Progress;
import dev.stile.core.terminal.ProgressNotes;
import dev.stile.core.terminal.Terminal;
import dev.stile.git.remote.Reporter;

import java.util.Optional;
import java.util.function.Supplier;

/** Says how far requests are, where somebody looks on. Any thread may call. */
public final class TrackerProgress implements AutoCloseable {
    private final Reporter reporter;
    private final Supplier<Terminal> terminal;
    private final String subject;
    private Optional<ProgressNotes> notes = Optional.empty();

    TrackerProgress(Reporter reporter, Supplier<Terminal> terminal, String subject) {
        this.reporter = reporter;
        this.terminal = terminal;
        this.subject = subject;
    }

    /** Where the next call says how far it is. */
    synchronized Progress next() {
        if (!reporter.showsProgress() || reporter.isQuiet()) {
            return Progress.SILENT;
        }
        if (notes.isEmpty()) {
            notes = Optional.of(new ProgressNotes(terminal.get(), subject));
        }
        return notes.get();
    }

    @Override
    public synchronized void close() {
        notes.ifPresent(ProgressNotes::close);
        notes = Optional.empty();
    }
}
