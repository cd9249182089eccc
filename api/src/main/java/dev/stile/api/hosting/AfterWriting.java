package dev.stile.api.hosting;

import dev.stile.api.error.StileException;

import java.util.List;

/**
 * What an adapter throws from a {@code do} method that writes, for an error that comes after a part
 * of it was written. The public method lets the error itself out, and does not journal that nothing
 * was written. An error before the first write is thrown as it is, and a lost answer is a {@link
 * dev.stile.api.error.ConnectorException.OutcomeUnknown}.
 */
public final class AfterWriting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final StileException error;

    public AfterWriting(StileException error) {
        this(error, List.of());
    }

    /**
     * @param written the parts that the host has made by then, such as {@code title}
     */
    public AfterWriting(StileException error, List<String> written) {
        super(error);
        error.keepWritten(written);
        this.error = error;
    }

    /** What whoever called is told. */
    public StileException error() {
        return error;
    }
}
