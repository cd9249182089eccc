package dev.stile.cli.project;

import dev.stile.git.remote.Reporter;

import java.io.Writer;

/** A writer that ends at a reporter. Any thread may call. */
final class ReporterWriter extends Writer {
    private final Reporter reporter;

    ReporterWriter(Reporter reporter) {
        this.reporter = reporter;
    }

    @Override
    public void write(char[] text, int from, int count) {
        reporter.print(new String(text, from, count));
    }

    @Override
    public void flush() {
        // A reporter flushes whatever it prints.
    }

    @Override
    public void close() {
        // The reporter belongs to the session.
    }
}
