package dev.stile.api.hosting;

import dev.stile.api.error.ConnectorException.OutcomeUnknown;

/**
 * This attempt sent nothing, and of an earlier one nobody knows whether it was carried out. The
 * public method lets the error itself out.
 */
final class BeforeSending extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final OutcomeUnknown error;

    BeforeSending(OutcomeUnknown error) {
        super(error);
        this.error = error;
    }

    /** What whoever called is told. */
    OutcomeUnknown error() {
        return error;
    }
}
