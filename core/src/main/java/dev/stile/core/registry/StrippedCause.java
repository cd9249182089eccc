package dev.stile.core.registry;

import dev.stile.api.label.Label;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.terminal.OutputFilter;

import java.util.Optional;

/**
 * What a connector threw, without what its message may hold: class and place stay, secrets and
 * steering characters go.
 */
final class StrippedCause extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 8;
    private static final int LONGEST = 300;

    private StrippedCause(String message, StackTraceElement[] trace) {
        super(message);
        setStackTrace(trace);
    }

    static StrippedCause of(Throwable thrown, OutputFilter secrets) {
        return of(thrown, secrets, 0);
    }

    private static StrippedCause of(Throwable thrown, OutputFilter secrets, int depth) {
        String message =
                Optional.ofNullable(thrown.getMessage()).map(text -> ": " + text).orElse("");
        String shown =
                Tainted.of(secrets.clean(thrown.getClass().getName() + message), Label.ofUser())
                        .sanitise(Sanitizers.log(LONGEST))
                        .value();
        StrippedCause stripped = new StrippedCause(shown, thrown.getStackTrace());
        Throwable cause = thrown.getCause();
        if (cause != null && depth < DEEPEST) {
            stripped.initCause(of(cause, secrets, depth + 1));
        }
        return stripped;
    }
}
