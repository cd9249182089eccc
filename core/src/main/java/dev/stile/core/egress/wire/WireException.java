package dev.stile.core.egress.wire;

import org.jspecify.annotations.Nullable;

/** An exchange that gave no whole answer. The message is in words of ours. */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1L;

    /** How it failed. */
    public enum Kind {
        /** No connection was made. */
        UNREACHABLE,
        /** No connection was made in time. */
        CONNECT_TIMEOUT,
        /** The server was reached, and its certificate or its TLS is not acceptable. */
        TLS,
        /** The request could not be sent in time. */
        SEND_TIMEOUT,
        /** No answer began in time. */
        WAIT_TIMEOUT,
        /** The answer did not end in time. */
        READ_TIMEOUT,
        /** The connection ended before the answer began. */
        DROPPED,
        /** The answer ended too early. */
        CUT,
        /** The answer is not HTTP, or not of a form that is understood alike by all. */
        MALFORMED,
        /** The answer is over a limit. */
        OVER_LIMIT,
        /** The calling thread was interrupted. */
        INTERRUPTED
    }

    private final Kind kind;
    private final boolean mayHaveLeft;

    WireException(Kind kind, boolean mayHaveLeft, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.mayHaveLeft = mayHaveLeft;
    }

    public Kind kind() {
        return kind;
    }

    /** False only if no byte of the request can have reached the server. */
    public boolean mayHaveLeft() {
        return mayHaveLeft;
    }

    /** What happened, in words of ours. */
    public String sentence() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
