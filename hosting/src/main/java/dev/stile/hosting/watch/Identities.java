package dev.stile.hosting.watch;

import dev.stile.core.store.Database;

import java.util.Map;
import java.util.stream.Collectors;

/** Who we were at each connection's host when we asked last. Any thread; processes share them. */
final class Identities {
    private static final int MOST = 10_000;

    private final Database database;

    Identities(Database database) {
        this.database = database;
    }

    /** By connection. */
    Map<String, String> all() {
        return database
                .read(
                        Holding.soon(),
                        transaction ->
                                transaction.list(
                                        "SELECT connection, identity FROM host_identity LIMIT ?",
                                        row -> Map.entry(row.text(1), row.text(2)),
                                        MOST))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void keep(String connection, String identity) {
        database.transaction(
                Holding.soon(),
                transaction ->
                        transaction.update(
                                "INSERT OR REPLACE INTO host_identity (connection, identity) VALUES (?, ?)",
                                connection,
                                identity));
    }
}
