package dev.stile.core.store;

import java.util.List;

/**
 * The tables of events, rules, deliveries, leases and proposals: version 2 of the home's schema.
 * Loaded only where a schema is made. Times are milliseconds since 1970.
 */
final class FlowTables {
    /** {@code dev.stile.core.inbox} writes these four. A pruned payload is null. */
    private static final List<String> INBOX =
            List.of(
                    "DROP TABLE inbox",
                    """
                    CREATE TABLE inbox (
                        place INTEGER PRIMARY KEY AUTOINCREMENT,
                        connection TEXT NOT NULL,
                        sequence INTEGER NOT NULL,
                        event TEXT NOT NULL,
                        kind TEXT NOT NULL,
                        key TEXT,
                        container TEXT,
                        happened INTEGER NOT NULL,
                        arrived INTEGER NOT NULL,
                        integrity TEXT NOT NULL,
                        confidentiality TEXT NOT NULL,
                        flags TEXT NOT NULL,
                        payload TEXT,
                        payload_sha256 TEXT NOT NULL,
                        UNIQUE (connection, event)
                    ) STRICT
                    """,
                    """
                    CREATE TABLE inbox_sequence (
                        connection TEXT PRIMARY KEY,
                        last INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE quarantine (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        connection TEXT NOT NULL,
                        stream TEXT NOT NULL,
                        at INTEGER NOT NULL,
                        reason TEXT NOT NULL,
                        event TEXT,
                        length INTEGER NOT NULL,
                        sha256 TEXT NOT NULL,
                        excerpt BLOB NOT NULL
                    ) STRICT
                    """,
                    "CREATE INDEX quarantine_by_connection ON quarantine (connection, at)");

    /** {@code dev.stile.core.lease} writes it. */
    private static final String LEASE =
            """
            CREATE TABLE lease (
                name TEXT PRIMARY KEY,
                token INTEGER NOT NULL,
                boot TEXT NOT NULL,
                pid INTEGER NOT NULL,
                started INTEGER NOT NULL,
                since INTEGER NOT NULL,
                until INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """;

    /** {@code dev.stile.core.change} writes these two. */
    private static final List<String> RECORDS =
            List.of(
                    """
                    CREATE TABLE record_seen (
                        connection TEXT NOT NULL,
                        project TEXT NOT NULL,
                        record TEXT NOT NULL,
                        version TEXT NOT NULL,
                        updated TEXT,
                        last_comment TEXT,
                        snapshot TEXT NOT NULL,
                        PRIMARY KEY (connection, project, record)
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE record_cursor (
                        connection TEXT NOT NULL,
                        project TEXT NOT NULL,
                        cursor TEXT NOT NULL,
                        PRIMARY KEY (connection, project)
                    ) STRICT, WITHOUT ROWID
                    """);

    /** {@code dev.stile.flow.rule} writes these three. */
    private static final List<String> RULES =
            List.of(
                    """
                    CREATE TABLE rule (
                        slug TEXT PRIMARY KEY,
                        version INTEGER NOT NULL,
                        status TEXT NOT NULL,
                        reason TEXT,
                        author TEXT NOT NULL,
                        created INTEGER NOT NULL,
                        updated INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE rule_version (
                        slug TEXT NOT NULL,
                        version INTEGER NOT NULL,
                        document TEXT NOT NULL,
                        author TEXT NOT NULL,
                        stored INTEGER NOT NULL,
                        PRIMARY KEY (slug, version)
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE rule_count (
                        slug TEXT NOT NULL,
                        outcome TEXT NOT NULL,
                        count INTEGER NOT NULL,
                        PRIMARY KEY (slug, outcome)
                    ) STRICT, WITHOUT ROWID
                    """);

    /** {@code dev.stile.flow.routing} and {@code delivery} write these. */
    private static final List<String> DELIVERIES =
            List.of(
                    """
                    CREATE TABLE routed (
                        id INTEGER PRIMARY KEY CHECK (id = 1),
                        place INTEGER NOT NULL
                    ) STRICT
                    """,
                    "INSERT INTO routed (id, place) VALUES (1, 0)",
                    """
                    CREATE TABLE delivery (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        place INTEGER NOT NULL,
                        connection TEXT NOT NULL,
                        event TEXT NOT NULL,
                        rule TEXT NOT NULL,
                        rule_version INTEGER NOT NULL,
                        node TEXT NOT NULL,
                        generation INTEGER NOT NULL,
                        order_key TEXT NOT NULL,
                        batch TEXT,
                        state TEXT NOT NULL,
                        outcome TEXT,
                        reason TEXT,
                        attempts INTEGER NOT NULL,
                        crashes INTEGER NOT NULL,
                        next_at INTEGER NOT NULL,
                        lease TEXT,
                        fence INTEGER NOT NULL,
                        outbox INTEGER,
                        depth INTEGER NOT NULL,
                        created INTEGER NOT NULL,
                        updated INTEGER NOT NULL,
                        UNIQUE (connection, event, rule, node, generation)
                    ) STRICT
                    """,
                    "CREATE INDEX delivery_due ON delivery (state, next_at)",
                    "CREATE INDEX delivery_order ON delivery (rule, order_key, state)",
                    "CREATE INDEX delivery_outbox ON delivery (outbox) WHERE outbox IS NOT NULL",
                    """
                    CREATE TABLE file_append (
                        key TEXT PRIMARY KEY,
                        path TEXT NOT NULL,
                        offset INTEGER NOT NULL,
                        length INTEGER NOT NULL,
                        sha256 TEXT NOT NULL,
                        done INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """);

    /** What an effect that was proposed has beside what a planned one has. */
    private static final List<String> OUTBOX =
            List.of(
                    """
                    CREATE TABLE outbox (
                        effect INTEGER PRIMARY KEY REFERENCES effect (id),
                        action TEXT NOT NULL,
                        recipient TEXT,
                        origin TEXT NOT NULL,
                        actor TEXT NOT NULL,
                        integrity TEXT NOT NULL,
                        confidentiality TEXT NOT NULL,
                        order_key TEXT,
                        strict INTEGER NOT NULL,
                        attempt TEXT,
                        lease TEXT,
                        next_at INTEGER NOT NULL,
                        expires INTEGER NOT NULL,
                        expired INTEGER NOT NULL,
                        reason TEXT,
                        receipt TEXT,
                        receipt_url TEXT
                    ) STRICT
                    """,
                    "CREATE INDEX outbox_receipt ON outbox (receipt) WHERE receipt IS NOT NULL",
                    """
                    CREATE TABLE approval (
                        effect INTEGER NOT NULL REFERENCES effect (id),
                        version INTEGER NOT NULL,
                        content_sha256 TEXT NOT NULL,
                        person TEXT NOT NULL,
                        at INTEGER NOT NULL,
                        PRIMARY KEY (effect, version, person)
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE quota (
                        name TEXT NOT NULL,
                        bucket INTEGER NOT NULL,
                        used INTEGER NOT NULL,
                        PRIMARY KEY (name, bucket)
                    ) STRICT, WITHOUT ROWID
                    """);

    /** {@code dev.stile.flow.connection} writes it. */
    private static final String LIFE =
            """
            CREATE TABLE connection_life (
                slug TEXT PRIMARY KEY,
                lifecycle TEXT NOT NULL,
                health TEXT NOT NULL,
                reason TEXT,
                health_since INTEGER NOT NULL,
                noticed TEXT,
                probe_failures INTEGER NOT NULL,
                last_frame INTEGER,
                last_event INTEGER,
                caught_up INTEGER NOT NULL,
                restarts INTEGER NOT NULL,
                account TEXT,
                version INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """;

    /**
     * {@code dev.stile.flow.template} writes it: what was registered, and what was confirmed of it.
     */
    private static final List<String> TEMPLATES =
            List.of(
                    """
                    CREATE TABLE template (
                        slug TEXT PRIMARY KEY,
                        document TEXT NOT NULL,
                        folder TEXT NOT NULL,
                        sha256 TEXT NOT NULL,
                        added_by TEXT NOT NULL,
                        added INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE template_confirmation (
                        slug TEXT NOT NULL,
                        sha256 TEXT NOT NULL,
                        action TEXT NOT NULL,
                        person TEXT NOT NULL,
                        at INTEGER NOT NULL,
                        PRIMARY KEY (slug, sha256, action)
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE trusted (
                        path TEXT PRIMARY KEY,
                        sha256 TEXT NOT NULL,
                        person TEXT NOT NULL,
                        at INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """);

    private FlowTables() {}

    static List<String> statements() {
        return java.util.stream.Stream.of(
                        INBOX,
                        List.of(LEASE),
                        RECORDS,
                        RULES,
                        DELIVERIES,
                        OUTBOX,
                        List.of(LIFE),
                        TEMPLATES)
                .flatMap(List::stream)
                .toList();
    }
}
