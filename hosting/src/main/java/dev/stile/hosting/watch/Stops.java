package dev.stile.hosting.watch;

import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;

import java.time.Instant;
import java.util.Optional;

/** Connections whose credentials were refused: they stand still until they are changed. */
final class Stops {
    private Stops() {}

    /**
     * Stands still from now on, with an event that says so once for each version.
     *
     * @param version whose credentials were refused: a later one may have better ones
     */
    static void stop(Holding holding, long version, Instant now) {
        WatchParts parts = holding.parts();
        holding.commit(
                transaction -> {
                    transaction.update(
                            "INSERT OR REPLACE INTO host_stop (connection, version, at) VALUES (?, ?, ?)",
                            holding.connection(),
                            version,
                            now.toEpochMilli());
                    parts.audit()
                            .append(
                                    transaction,
                                    AuditRow.point(
                                            holding.entry(AuditVerb.HOST_READ)
                                                    .outcome("auth")
                                                    .reason(
                                                            "nothing is watched until the secret changes")));
                    parts.inbox()
                            .expired(
                                    transaction,
                                    holding.connection(),
                                    version,
                                    now,
                                    holding.entry(AuditVerb.EVENT_RECEIVED));
                });
    }

    static boolean isStopped(Database database, String connection, long version) {
        Optional<Long> stopped =
                database.read(
                        Holding.soon(),
                        transaction ->
                                transaction.first(
                                        "SELECT version FROM host_stop WHERE connection = ?",
                                        row -> row.number(1),
                                        connection));
        return stopped.filter(at -> at == version).isPresent();
    }

    static void resume(Transaction transaction, String connection) {
        transaction.update("DELETE FROM host_stop WHERE connection = ?", connection);
    }
}
