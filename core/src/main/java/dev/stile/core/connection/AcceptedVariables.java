package dev.stile.core.connection;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.digest.Sha256;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.store.Database;

/**
 * Which secrets of a connection a person let stand in the environment of its program. Each holds
 * for exactly one reference and one template: another value or another template asks again. It goes
 * with its connection. Any thread and several processes may call.
 */
public final class AcceptedVariables {
    private final Database database;
    private final AuditLog audit;

    public AcceptedVariables(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * Keeps with a connection that is stored that a person accepted one of its secrets, as it is
     * referred to now.
     *
     * @param template which the connector is now: a digest, or a version of one that ships
     * @return whether that was not known yet
     */
    public boolean accept(
            Connection connection,
            String secret,
            String template,
            Subject subject,
            Deadline deadline) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        String accepted = digest(connection, secret, template);
        return database.transaction(
                deadline,
                transaction -> {
                    boolean changed =
                            ConnectionTable.accept(
                                    transaction, connection.slug(), secret, accepted);
                    if (changed) {
                        audit.append(
                                transaction,
                                AuditRow.point(
                                        AuditEntry.of(
                                                        subject.origin(),
                                                        subject.actor(),
                                                        AuditVerb.TRUST_GRANT)
                                                .connection(connection.slug().text())
                                                .target("environment " + secret)
                                                .content(accepted, 0)));
                    }
                    return changed;
                });
    }

    /** Whether a person accepted exactly this. */
    public boolean isAccepted(
            Connection connection, String secret, String template, Deadline deadline) {
        return database.read(
                deadline,
                transaction ->
                        ConnectionTable.accepted(transaction, connection.slug(), secret)
                                .filter(digest(connection, secret, template)::equals)
                                .isPresent());
    }

    private static String digest(Connection connection, String secret, String template) {
        return Sha256.hex(
                connection.connector()
                        + "\0"
                        + connection.secrets().getOrDefault(secret, "")
                        + "\0"
                        + template);
    }
}
