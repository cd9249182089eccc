package dev.stile.bench.stage;

/** A command did not do what the row needs: the row fails, and says this. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandFailed(String why) {
        super(why);
    }

    CommandFailed(String why, Throwable cause) {
        super(why, cause);
    }
}
