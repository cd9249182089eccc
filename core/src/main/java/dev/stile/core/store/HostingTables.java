package dev.stile.core.store;

import java.util.List;

/**
 * The tables of code hosts: version 3 of the home's schema. {@code dev.stile.hosting} writes them.
 * Loaded only where a schema is made. Times are milliseconds since 1970.
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

    private HostingTables() {}

    static List<String> statements() {
        return SERVICE;
    }
}
