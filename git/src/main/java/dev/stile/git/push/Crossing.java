package dev.stile.git.push;

import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditVerb;

/**
 * In whose name this command works, and on what: the same in every audit row of one git command.
 *
 * @param origin what kind of thing asked
 * @param actor who asked
 * @param connection slug of the connection
 * @param container the project
 * @param session id of this command
 */
public record Crossing(
        AuditOrigin origin, String actor, String connection, String container, String session) {
    /** Begins an audit entry. */
    public AuditEntry entry(AuditVerb verb) {
        return AuditEntry.of(origin, actor, verb)
                .connection(connection)
                .container(container)
                .ref("session", session);
    }
}
