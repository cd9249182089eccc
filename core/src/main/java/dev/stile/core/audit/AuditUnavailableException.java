package dev.stile.core.audit;

import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;

import java.util.List;

/** A row could not be written (TU-53): the crossing that it stands for must not happen. */
public final class AuditUnavailableException extends StileException {
    private static final long serialVersionUID = 1L;

    public AuditUnavailableException(String headline, Throwable cause) {
        super("audit_unavailable", headline, new Retry.AfterUserAction(), details(cause));
        initCause(cause);
    }

    /** No row, no crossing. */
    @Override
    public boolean leftNothing() {
        return true;
    }

    private static List<String> details(Throwable cause) {
        return cause instanceof StileException ours && ours.getMessage() != null
                ? List.of(ours.getMessage())
                : List.of();
    }
}
