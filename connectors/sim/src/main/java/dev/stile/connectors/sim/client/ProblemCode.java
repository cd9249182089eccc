package dev.stile.connectors.sim.client;

import dev.stile.api.json.JsonView;

import java.util.Arrays;
import java.util.Locale;

/** The {@code code} of a problem, as the dialect documents it. */
public enum ProblemCode {
    PROJECT_NOT_FOUND,
    RECORD_NOT_FOUND,
    RECORD_DELETED,
    RECORD_MOVED,
    COMMENT_NOT_FOUND,
    REVISION_NOT_FOUND,
    KEY_UNKNOWN,
    MISSING_SCOPE,
    MISSING_ROLE,
    BAD_CURSOR,
    CURSOR_EXPIRED,
    VERSION_MISMATCH,
    TRANSITION_NOT_ALLOWED,
    IDEMPOTENCY_MISMATCH,
    INVALID,
    OTHER;

    static ProblemCode of(JsonView problem) {
        String code = problem.find("code").map(JsonView::text).orElse("");
        return Arrays.stream(values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(code))
                .findFirst()
                .orElse(OTHER);
    }
}
