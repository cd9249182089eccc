package dev.stile.flow.connection;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.StileException;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.store.Database;

/**
 * Whether a person left a connection switched on. What needs no proof of its account asks here, and
 * not {@link ConnectionLives#requireReady}. Any thread and several processes may ask.
 */
public final class ConnectionSwitch {
    private final Database database;

    public ConnectionSwitch(Database database) {
        this.database = database;
    }

    /**
     * Goes on unless the connection is switched off or on its way out. One that was made anew under
     * the name of another is on.
     *
     * @throws Failure CONNECTION_DISABLED, CONNECTION_DELETING
     */
    public void requireOn(Connection connection, Deadline deadline) {
        String slug = connection.slug().text();
        Lifecycle now =
                database.read(
                        deadline,
                        transaction ->
                                LifeTable.find(transaction, slug)
                                        .map(
                                                life ->
                                                        life.of(
                                                                connection.createdAt(),
                                                                connection.version()))
                                        .map(ConnectionLife::lifecycle)
                                        .orElse(Lifecycle.CREATED));
        switch (now) {
            case DISABLED -> throw refused(Code.CONNECTION_DISABLED, slug);
            case DELETING -> throw refused(Code.CONNECTION_DELETING, slug);
            case CREATED, AUTHENTICATING, AUTHENTICATED, ACTIVE -> {}
        }
    }

    /** Whether that is what {@link #requireOn} throws. */
    public static boolean isRefusal(StileException error) {
        return error instanceof Failure failure
                && (failure.registered() == Code.CONNECTION_DISABLED
                        || failure.registered() == Code.CONNECTION_DELETING);
    }

    static Failure refused(Code code, String slug) {
        return Failure.of(code).argument("connection", slug).fact("connection", slug).build();
    }
}
