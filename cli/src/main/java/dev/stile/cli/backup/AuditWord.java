package dev.stile.cli.backup;

import dev.stile.core.audit.AuditVerdict;

import java.util.Locale;

/** How a proof ended, as documents and lines spell it. */
final class AuditWord {
    private AuditWord() {}

    /** {@code proven}, {@code no_head} or {@code broken}. */
    static String of(AuditVerdict verdict) {
        return verdict.result().name().toLowerCase(Locale.ROOT);
    }
}
