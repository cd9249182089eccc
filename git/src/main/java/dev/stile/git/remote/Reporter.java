package dev.stile.git.remote;

import java.io.PrintStream;

/** Where a session tells people something: stderr, because stdout belongs to git. Any thread. */
public final class Reporter {
    private static final int USUAL = 1;

    private final PrintStream stream;
    private final boolean progress;
    private final int verbosity;

    /**
     * @param stream stderr
     * @param progress whether git wants progress to be shown
     * @param verbosity as git counts it: 0 is quiet, 1 the usual, more is more
     */
    public Reporter(PrintStream stream, boolean progress, int verbosity) {
        this.stream = stream;
        this.progress = progress;
        this.verbosity = verbosity;
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
