package dev.stile.flow.path;

/** An evaluation that took more steps than it may. The same again takes as many. */
public final class StepsSpentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepsSpentException() {
        super("the step budget is spent", null, false, false);
    }
}
