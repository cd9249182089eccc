package dev.stile.core.store;

import java.util.List;

/**
 * The tables of events, rules, deliveries, leases and proposals: version 2 of the home's schema.
 * Loaded only where a schema is made. Times are milliseconds since 1970.
 */
final class FlowTables {
    /** {@code dev.stile.core.inbox} writes these. A pruned payload is null. */
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
                    "CREATE INDEX quarantine_by_connection ON quarantine (connection, at)",
                    // One contact a line; null means everybody's events.
                    "ALTER TABLE inbox_consumer ADD COLUMN contacts TEXT");

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

    /** {@code dev.stile.flow.rulebook} writes these four; {@code rule_book} counts its changes. */
    private static final List<String> RULES =
            List.of(
                    """
                    CREATE TABLE rule (
                        slug TEXT PRIMARY KEY,
                        version INTEGER NOT NULL,
                        status TEXT NOT NULL,
                        reason TEXT,
                        author TEXT NOT NULL,
                        declarations TEXT NOT NULL,
                        created INTEGER NOT NULL,
                        updated INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE rule_book (
                        id INTEGER PRIMARY KEY CHECK (id = 1),
                        changes INTEGER NOT NULL
                    ) STRICT
                    """,
                    "INSERT INTO rule_book (id, changes) VALUES (1, 0)",
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

    /**
     * {@code dev.stile.flow.routing} and {@code delivery} write these, {@code local} the last one.
     */
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
                        intent INTEGER,
                        started INTEGER NOT NULL,
                        again INTEGER NOT NULL,
                        depth INTEGER NOT NULL,
                        created INTEGER NOT NULL,
                        updated INTEGER NOT NULL,
                        UNIQUE (connection, event, rule, node, generation)
                    ) STRICT
                    """,
                    """
                    CREATE INDEX delivery_ready ON delivery (rule, place, id)
                    WHERE state = 'pending' AND outbox IS NULL AND batch IS NULL
                    """,
                    """
                    CREATE INDEX delivery_open ON delivery (rule, order_key, place, id)
                    WHERE state IN ('pending', 'running', 'failed')
                    """,
                    """
                    CREATE INDEX delivery_running ON delivery (rule, order_key)
                    WHERE state = 'running'
                    """,
                    "CREATE INDEX delivery_failed ON delivery (next_at) WHERE state = 'failed'",
                    """
                    CREATE INDEX delivery_failed_key ON delivery (rule, order_key)
                    WHERE state = 'failed'
                    """,
                    """
                    CREATE INDEX delivery_waiting ON delivery (next_at)
                    WHERE state = 'pending' AND outbox IS NOT NULL
                    """,
                    "CREATE INDEX delivery_outbox ON delivery (outbox) WHERE outbox IS NOT NULL",
                    "CREATE INDEX delivery_batch ON delivery (batch) WHERE batch IS NOT NULL",
                    "CREATE INDEX delivery_dead ON delivery (id) WHERE state = 'dead'",
                    "CREATE INDEX delivery_made ON delivery (rule, created)",
                    """
                    CREATE TABLE batch (
                        id TEXT PRIMARY KEY,
                        rule TEXT NOT NULL,
                        rule_version INTEGER NOT NULL,
                        order_key TEXT NOT NULL,
                        generation INTEGER NOT NULL,
                        place INTEGER NOT NULL,
                        opened INTEGER NOT NULL,
                        size INTEGER NOT NULL,
                        sealed INTEGER NOT NULL,
                        due INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """,
                    "CREATE INDEX batch_open ON batch (rule, order_key) WHERE sealed = 0",
                    "CREATE INDEX batch_due ON batch (due)",
                    """
                    CREATE TABLE delivery_claim (
                        id INTEGER PRIMARY KEY CHECK (id = 1),
                        last INTEGER NOT NULL
                    ) STRICT
                    """,
                    "INSERT INTO delivery_claim (id, last) VALUES (1, 0)",
                    """
                    CREATE TABLE file_append (
                        key TEXT PRIMARY KEY,
                        path TEXT NOT NULL,
                        offset INTEGER NOT NULL,
                        length INTEGER NOT NULL,
                        sha256 TEXT NOT NULL,
                        done INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """,
                    "CREATE INDEX file_append_undone ON file_append (path) WHERE done = 0");

    /** What an effect that was proposed has beside what a planned one has. */
    private static final List<String> OUTBOX =
            List.of(
                    """
                    CREATE TABLE outbox (
                        effect INTEGER PRIMARY KEY REFERENCES effect (id),
                        action TEXT NOT NULL,
                        connector TEXT NOT NULL,
                        recipient TEXT,
                        origin TEXT NOT NULL,
                        actor TEXT NOT NULL,
                        integrity TEXT NOT NULL,
                        confidentiality TEXT NOT NULL,
                        declarations TEXT NOT NULL,
                        decided TEXT NOT NULL,
                        order_key TEXT,
                        strict INTEGER NOT NULL,
                        turn INTEGER NOT NULL,
                        attempt TEXT,
                        attempted INTEGER NOT NULL,
                        first_attempted INTEGER NOT NULL,
                        failures INTEGER NOT NULL,
                        next_at INTEGER NOT NULL,
                        expires INTEGER NOT NULL,
                        expired INTEGER NOT NULL,
                        duplicate_by TEXT,
                        reason TEXT NOT NULL,
                        receipt TEXT,
                        receipt_url TEXT
                    ) STRICT
                    """,
                    "CREATE INDEX effect_by_kind ON effect (kind, state)",
                    "CREATE INDEX outbox_order ON outbox (order_key, turn) WHERE order_key IS NOT NULL",
                    "CREATE INDEX outbox_turn ON outbox (turn)",
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

    /**
     * {@code dev.stile.flow.connection} writes these: the life of a connection, made and version
     * being those of the connection that it was proven for; and how each of its streams is.
     */
    private static final List<String> LIFE =
            List.of(
                    """
                    CREATE TABLE connection_life (
                        slug TEXT PRIMARY KEY,
                        made INTEGER NOT NULL,
                        made_version INTEGER NOT NULL,
                        lifecycle TEXT NOT NULL,
                        health TEXT NOT NULL,
                        reason TEXT,
                        health_since INTEGER NOT NULL,
                        noticed TEXT NOT NULL,
                        probe_failures INTEGER NOT NULL,
                        account TEXT,
                        restarts_asked INTEGER NOT NULL,
                        deleting_rules INTEGER NOT NULL,
                        deleted_by TEXT,
                        version INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE stream_state (
                        connection TEXT NOT NULL,
                        stream TEXT NOT NULL,
                        health TEXT NOT NULL,
                        reason TEXT,
                        health_since INTEGER NOT NULL,
                        next_retry INTEGER,
                        last_frame INTEGER,
                        last_event INTEGER,
                        caught_up INTEGER NOT NULL,
                        restarts INTEGER NOT NULL,
                        in_flight INTEGER NOT NULL,
                        PRIMARY KEY (connection, stream)
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE stream_position (
                        connection TEXT PRIMARY KEY,
                        start TEXT NOT NULL,
                        cursor_before TEXT,
                        reason TEXT NOT NULL,
                        at INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """);

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

    /**
     * {@code dev.stile.flow.webhook} writes these two. A token is a digest, a secret a reference. A
     * delivery that counts until 0 counts as long as its generation of the secret.
     */
    private static final List<String> WEBHOOKS =
            List.of(
                    """
                    CREATE TABLE webhook (
                        connection TEXT PRIMARY KEY,
                        preset TEXT NOT NULL,
                        hint INTEGER NOT NULL,
                        token_sha256 TEXT NOT NULL,
                        old_token_sha256 TEXT,
                        old_token_until INTEGER NOT NULL,
                        generation INTEGER NOT NULL,
                        secret TEXT NOT NULL,
                        old_secret TEXT,
                        old_secret_until INTEGER NOT NULL,
                        added_by TEXT NOT NULL,
                        added INTEGER NOT NULL,
                        last_delivery INTEGER
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE webhook_delivery (
                        connection TEXT NOT NULL,
                        delivery TEXT NOT NULL,
                        digest TEXT NOT NULL,
                        reference TEXT,
                        generation INTEGER NOT NULL,
                        received INTEGER NOT NULL,
                        until INTEGER NOT NULL,
                        PRIMARY KEY (connection, delivery)
                    ) STRICT, WITHOUT ROWID
                    """,
                    "CREATE INDEX webhook_delivery_digest ON webhook_delivery (connection, digest, until)");

    private FlowTables() {}

    static List<String> statements() {
        return java.util.stream.Stream.of(
                        INBOX,
                        List.of(LEASE),
                        RECORDS,
                        RULES,
                        DELIVERIES,
                        OUTBOX,
                        LIFE,
                        TEMPLATES,
                        WEBHOOKS)
                .flatMap(List::stream)
                .toList();
    }
}
