package dev.stile.core.store;

import java.util.List;
import java.util.stream.Stream;

/**
 * The tables of code hosts: version 3 of the home's schema, and what versions 6 and 8 make of it.
 * {@code dev.stile.hosting} writes them. Loaded only where a schema is made. Times are milliseconds
 * since 1970.
 */
final class HostingTables {
    /**
     * Lost rows of the first two cost requests and nothing else. The last names the process that
     * sends an effect.
     */
    private static final List<String> SERVICE =
            List.of(
                    """
                    CREATE TABLE host_comment (
                        connection TEXT NOT NULL,
                        pr TEXT NOT NULL,
                        comment TEXT NOT NULL,
                        PRIMARY KEY (connection, pr, comment)
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE host_state (
                        connection TEXT NOT NULL,
                        key TEXT NOT NULL,
                        value TEXT NOT NULL,
                        updated INTEGER NOT NULL,
                        PRIMARY KEY (connection, key)
                    ) STRICT, WITHOUT ROWID
                    """,
                    "CREATE INDEX host_state_by_age ON host_state (connection, updated)",
                    """
                    CREATE TABLE host_sender (
                        effect INTEGER PRIMARY KEY,
                        boot TEXT NOT NULL,
                        pid INTEGER NOT NULL,
                        started INTEGER NOT NULL
                    ) STRICT
                    """);

    /**
     * What is watched, and how it goes. A time of 0 means that there is none. The breaker of the
     * repository '' is that of the whole host.
     */
    private static final List<String> WATCH =
            List.of(
                    """
                    CREATE TABLE host_watch (
                        connection TEXT NOT NULL,
                        pr TEXT NOT NULL,
                        host TEXT NOT NULL,
                        repo TEXT NOT NULL,
                        number INTEGER NOT NULL,
                        state TEXT NOT NULL,
                        facts TEXT NOT NULL,
                        decided TEXT NOT NULL,
                        print TEXT NOT NULL,
                        pending INTEGER NOT NULL,
                        changed INTEGER NOT NULL,
                        computing INTEGER NOT NULL,
                        whole INTEGER NOT NULL,
                        wake INTEGER NOT NULL,
                        next INTEGER NOT NULL,
                        missing INTEGER NOT NULL,
                        failures INTEGER NOT NULL,
                        ended INTEGER NOT NULL,
                        PRIMARY KEY (connection, pr)
                    ) STRICT, WITHOUT ROWID
                    """,
                    "CREATE INDEX host_watch_due ON host_watch (connection, ended, next)",
                    """
                    CREATE TABLE host_breaker (
                        connection TEXT NOT NULL,
                        repo TEXT NOT NULL,
                        failures INTEGER NOT NULL,
                        wait INTEGER NOT NULL,
                        opened INTEGER NOT NULL,
                        until INTEGER NOT NULL,
                        PRIMARY KEY (connection, repo)
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE host_meter (
                        connection TEXT PRIMARY KEY,
                        thousandths INTEGER NOT NULL,
                        at INTEGER NOT NULL,
                        parked INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE host_stop (
                        connection TEXT PRIMARY KEY,
                        version INTEGER NOT NULL,
                        at INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE host_alarm (
                        connection TEXT NOT NULL,
                        repo TEXT NOT NULL,
                        why TEXT NOT NULL,
                        at INTEGER NOT NULL,
                        PRIMARY KEY (connection, repo)
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE host_pin (
                        channel TEXT NOT NULL,
                        host TEXT NOT NULL,
                        handle TEXT NOT NULL,
                        id TEXT NOT NULL,
                        PRIMARY KEY (channel, host, handle)
                    ) STRICT, WITHOUT ROWID
                    """);

    /**
     * What is left to be asked belongs to a host and who we are there, whichever connections ask;
     * and who we were there when we asked last.
     */
    private static final List<String> BUDGETS =
            List.of(
                    "ALTER TABLE host_meter RENAME COLUMN connection TO budget",
                    """
                    CREATE TABLE host_identity (
                        connection TEXT PRIMARY KEY,
                        identity TEXT NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """);

    /** Which pull request raised an alarm, and when a write was sent; 0 in a row that is older. */
    private static final List<String> ALARMS_AND_SENDING =
            List.of(
                    "ALTER TABLE host_alarm ADD COLUMN number INTEGER NOT NULL DEFAULT 0",
                    "ALTER TABLE host_sender ADD COLUMN sent INTEGER NOT NULL DEFAULT 0");

    private HostingTables() {}

    static List<String> alarmsAndSending() {
        return ALARMS_AND_SENDING;
    }

    static List<String> budgets() {
        return BUDGETS;
    }

    static List<String> statements() {
        return Stream.of(SERVICE, WATCH).flatMap(List::stream).toList();
    }
}
