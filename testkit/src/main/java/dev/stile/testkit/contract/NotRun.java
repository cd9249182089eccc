package dev.stile.testkit.contract;

/** A case that cannot run in this world, with the reason that the matrix prints. */
public final class NotRun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotRun(String reason) {
        super(reason);
    }
}
