package dev.stile.core.connection;

import dev.stile.core.store.Row;
import dev.stile.core.store.Transaction;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Connections as rows: one of each connection, one of each of its values, one of each granted
 * origin.
 */
final class ConnectionTable {
    private static final String SETTING = "setting";
    private static final String SECRET = "secret";
    private static final String OPTION = "option";
    private static final String ACCEPTED = "accepted";
    private static final String COLUMNS = "slug, connector, ca_file, created_by, created, version";

    private ConnectionTable() {}

    static Optional<Connection> find(Transaction transaction, ConnectionSlug slug) {
        return transaction
                .first(
                        "SELECT " + COLUMNS + " FROM connection WHERE slug = ?",
                        Head::of,
                        slug.text())
                .map(head -> whole(transaction, head));
    }

    static List<Connection> all(Transaction transaction) {
        List<Connection> connections = new ArrayList<>();
        for (Head head :
                transaction.list(
                        "SELECT " + COLUMNS + " FROM connection ORDER BY slug LIMIT 10000",
                        Head::of)) {
            connections.add(whole(transaction, head));
        }
        return connections;
    }

    static void insert(Transaction transaction, Connection connection) {
        transaction.update(
                "INSERT INTO connection (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)",
                connection.slug().text(),
                connection.connector(),
                connection.caFile().map(Path::toString),
                connection.createdBy(),
                connection.createdAt().toEpochMilli(),
                connection.version());
        insertValues(transaction, connection);
    }

    /** Replaces everything but who made it and when. False if it is not at the version before. */
    static boolean update(Transaction transaction, Connection connection) {
        int changed =
                transaction.update(
                        "UPDATE connection SET ca_file = ?, version = ? WHERE slug = ? AND version = ?",
                        connection.caFile().map(Path::toString),
                        connection.version(),
                        connection.slug().text(),
                        connection.version() - 1);
        if (changed == 0) {
            return false;
        }
        transaction.update(
                "DELETE FROM connection_value WHERE slug = ? AND kind <> ?",
                connection.slug().text(),
                ACCEPTED);
        deleteOrigins(transaction, connection.slug());
        insertValues(transaction, connection);
        return true;
    }

    /** Keeps what a person accepted for a secret. False if it was known. */
    static boolean accept(
            Transaction transaction, ConnectionSlug slug, String secret, String accepted) {
        if (accepted(transaction, slug, secret).filter(accepted::equals).isPresent()) {
            return false;
        }
        transaction.update(
                "DELETE FROM connection_value WHERE slug = ? AND kind = ? AND name = ?",
                slug.text(),
                ACCEPTED,
                secret);
        insertValue(transaction, slug, ACCEPTED, secret, accepted);
        return true;
    }

    /** What a person accepted for a secret. */
    static Optional<String> accepted(Transaction transaction, ConnectionSlug slug, String secret) {
        return transaction.first(
                "SELECT value FROM connection_value WHERE slug = ? AND kind = ? AND name = ?",
                row -> row.text(1),
                slug.text(),
                ACCEPTED,
                secret);
    }

    static void delete(Transaction transaction, ConnectionSlug slug) {
        transaction.update("DELETE FROM connection_value WHERE slug = ?", slug.text());
        deleteOrigins(transaction, slug);
        transaction.update("DELETE FROM connection WHERE slug = ?", slug.text());
    }

    private static void deleteOrigins(Transaction transaction, ConnectionSlug slug) {
        transaction.update("DELETE FROM connection_origin WHERE slug = ?", slug.text());
    }

    private static void insertValues(Transaction transaction, Connection connection) {
        ConnectionSlug slug = connection.slug();
        connection
                .settings()
                .forEach((name, value) -> insertValue(transaction, slug, SETTING, name, value));
        connection
                .secrets()
                .forEach((name, value) -> insertValue(transaction, slug, SECRET, name, value));
        for (OptionName option : OptionName.values()) {
            insertValue(
                    transaction,
                    slug,
                    OPTION,
                    option.typed(),
                    option.valueIn(connection.options()));
        }
        for (GrantedOrigin origin : connection.origins()) {
            transaction.update(
                    "INSERT INTO connection_origin (slug, origin, reach, private_allowed, granted_by, granted)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    slug.text(),
                    origin.origin(),
                    origin.reach().name(),
                    origin.privateAllowed() ? 1 : 0,
                    origin.grantedBy(),
                    origin.grantedAt().toEpochMilli());
        }
    }

    private static void insertValue(
            Transaction transaction, ConnectionSlug slug, String kind, String name, String value) {
        transaction.update(
                "INSERT INTO connection_value (slug, kind, name, value) VALUES (?, ?, ?, ?)",
                slug.text(),
                kind,
                name,
                value);
    }

    private static Connection whole(Transaction transaction, Head head) {
        SortedMap<String, String> settings = new TreeMap<>();
        SortedMap<String, String> secrets = new TreeMap<>();
        List<Map.Entry<String, String>> options = new ArrayList<>();
        transaction.each(
                "SELECT kind, name, value FROM connection_value WHERE slug = ?",
                row -> {
                    switch (row.text(1)) {
                        case SETTING -> settings.put(row.text(2), row.text(3));
                        case SECRET -> secrets.put(row.text(2), row.text(3));
                        case ACCEPTED -> {}
                        default -> options.add(Map.entry(row.text(2), row.text(3)));
                    }
                },
                head.slug().text());
        return new Connection(
                head.slug(),
                head.connector(),
                settings,
                secrets,
                origins(transaction, head.slug()),
                head.caFile(),
                options(options),
                head.createdBy(),
                head.createdAt(),
                head.version());
    }

    /** An option that only another release knows does nothing here. */
    private static ConnectionOptions options(List<Map.Entry<String, String>> stored) {
        ConnectionOptions options = ConnectionOptions.standard();
        for (Map.Entry<String, String> entry : stored) {
            Optional<OptionName> name = OptionName.find(entry.getKey());
            if (name.isPresent()) {
                options = name.get().set(options, entry.getValue());
            }
        }
        return options;
    }

    private static List<GrantedOrigin> origins(Transaction transaction, ConnectionSlug slug) {
        return transaction.list(
                "SELECT origin, reach, private_allowed, granted_by, granted FROM connection_origin"
                        + " WHERE slug = ? ORDER BY granted, origin",
                row ->
                        new GrantedOrigin(
                                row.text(1),
                                AddressReach.valueOf(row.text(2)),
                                row.number(3) != 0,
                                row.text(4),
                                Instant.ofEpochMilli(row.number(5))),
                slug.text());
    }

    private record Head(
            ConnectionSlug slug,
            String connector,
            Optional<Path> caFile,
            String createdBy,
            Instant createdAt,
            long version) {
        static Head of(Row row) {
            return new Head(
                    new ConnectionSlug(row.text(1)),
                    row.text(2),
                    row.optionalText(3).map(Path::of),
                    row.text(4),
                    Instant.ofEpochMilli(row.number(5)),
                    row.number(6));
        }
    }
}
