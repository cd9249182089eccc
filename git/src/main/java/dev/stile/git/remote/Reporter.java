package dev.stile.git.remote;

import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;

import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Where a session tells people something: stderr, because stdout belongs to git. Any thread. */
public final class Reporter {
    private static final int USUAL = 1;

    private final PrintStream stream;
    private final boolean progress;
    private final int verbosity;
    private final Optional<Consumer<Failure>> warnings;

    /**
     * @param stream stderr
     * @param progress whether git wants progress to be shown
     * @param verbosity as git counts it: 0 is quiet, 1 the usual, more is more
     */
    public Reporter(PrintStream stream, boolean progress, int verbosity) {
        this(stream, progress, verbosity, Optional.empty());
    }

    /**
     * @param warnings given every warning in the place of stderr
     */
    public Reporter(
            PrintStream stream, boolean progress, int verbosity, Consumer<Failure> warnings) {
        this(stream, progress, verbosity, Optional.of(warnings));
    }

    private Reporter(
            PrintStream stream,
            boolean progress,
            int verbosity,
            Optional<Consumer<Failure>> warnings) {
        this.stream = stream;
        this.progress = progress;
        this.verbosity = verbosity;
        this.warnings = warnings;
    }

    /** Tells something that stops nothing, to whoever wants warnings, else to people. */
    public void warn(Failure warning) {
        warnings.ifPresentOrElse(
                taker -> taker.accept(warning),
                () ->
                        print(
                                ErrorPrinter.warning(
                                        warning.registered(),
                                        warning.headline(),
                                        warning.details())));
    }

    /** Prints text of ours that ends its own lines. Text from outside was made safe before. */
    public void print(String text) {
        stream.print(text);
        stream.flush();
    }

    /** Whether progress is to be shown. */
    public boolean showsProgress() {
        return progress;
    }

    /** Whether only errors and warnings are to be told. */
    public boolean isQuiet() {
        return verbosity < USUAL;
    }

    /** Whether more than usual is to be told. */
    public boolean isVerbose() {
        return verbosity > USUAL;
    }
}
