package dev.stile.core.store;

import java.util.List;

/** All tables of {@code stile.db}, in one place. Who uses a table is said beside it. */
public final class HomeSchema implements Migrations {
    @Override
    public String subject() {
        return "the store";
    }

    @Override
    public int newest() {
        return 10;
    }

    @Override
    public List<String> statements(int version) {
        return switch (version) {
            case 1 -> FirstTables.STATEMENTS;
            case 2 -> FlowTables.statements();
            case 3 -> HostingTables.statements();
            case 4 -> FlowAdditions.statements();
            case 5 -> FlowAdditions.editors();
            case 6 -> HostingTables.budgets();
            case 7 -> FlowAdditions.secretMarks();
            case 8 -> HostingTables.alarmsAndSending();
            case 9 -> FlowAdditions.quarantineEras();
            case 10 -> FlowAdditions.quarantineAnswers();
            default -> throw new IllegalArgumentException("no such version: " + version);
        };
    }

    /** Loaded only where a schema is made. */
    private static final class FirstTables {
        private static final String AUDIT =
                """
                CREATE TABLE audit (
                    seq INTEGER PRIMARY KEY,
                    body TEXT NOT NULL,
                    hash BLOB NOT NULL
                ) STRICT
                """;

        private static final String AUDIT_NO_UPDATE =
                """
                CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
                BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END
                """;

        private static final String AUDIT_NO_DELETE =
                """
                CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
                BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END
                """;

        /** A REPLACE deletes without asking the trigger above. */
        private static final String AUDIT_ONLY_NEXT =
                """
                CREATE TRIGGER audit_only_next BEFORE INSERT ON audit
                WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
                BEGIN SELECT raise(ABORT, 'the audit log has no holes'); END
                """;

        private static final String PLAN =
                """
                CREATE TABLE plan (
                    id TEXT PRIMARY KEY,
                    kind TEXT NOT NULL,
                    connection TEXT NOT NULL,
                    container TEXT NOT NULL,
                    header TEXT NOT NULL,
                    created INTEGER NOT NULL,
                    closed INTEGER
                ) STRICT, WITHOUT ROWID
                """;

        private static final String PLAN_BY_CONTAINER =
                "CREATE INDEX plan_by_container ON plan (connection, container, kind, created)";

        private static final String EFFECT =
                """
                CREATE TABLE effect (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    plan TEXT NOT NULL REFERENCES plan (id),
                    place INTEGER NOT NULL,
                    kind TEXT NOT NULL,
                    connection TEXT NOT NULL,
                    container TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    idempotency_key TEXT NOT NULL,
                    precondition TEXT,
                    content_sha256 TEXT NOT NULL,
                    payload TEXT NOT NULL,
                    state TEXT NOT NULL,
                    was_unknown INTEGER NOT NULL,
                    result TEXT,
                    attempts INTEGER NOT NULL,
                    version INTEGER NOT NULL,
                    fence INTEGER NOT NULL,
                    intent INTEGER,
                    created INTEGER NOT NULL,
                    updated INTEGER NOT NULL,
                    UNIQUE (plan, place),
                    UNIQUE (connection, idempotency_key)
                ) STRICT
                """;

        private static final String EFFECT_BY_SUBJECT =
                "CREATE INDEX effect_by_subject ON effect (connection, container, kind, subject)";

        private static final String EFFECT_BY_STATE =
                "CREATE INDEX effect_by_state ON effect (connection, container, kind, state)";

        /**
         * Times are milliseconds since 1970; 0 means that there is none. The resource '' is the
         * credential itself.
         */
        private static final String BUCKET =
                """
                CREATE TABLE bucket (
                    origin TEXT NOT NULL,
                    identity TEXT NOT NULL,
                    resource TEXT NOT NULL,
                    used INTEGER NOT NULL,
                    used_at INTEGER NOT NULL,
                    remaining INTEGER NOT NULL,
                    window_from INTEGER NOT NULL,
                    window_to INTEGER NOT NULL,
                    blocked_from INTEGER NOT NULL,
                    blocked_to INTEGER NOT NULL,
                    strikes INTEGER NOT NULL,
                    wrote_at INTEGER NOT NULL,
                    PRIMARY KEY (origin, identity, resource)
                ) STRICT, WITHOUT ROWID
                """;

        private static final String INBOX =
                """
                CREATE TABLE inbox (
                    place INTEGER PRIMARY KEY AUTOINCREMENT,
                    connection TEXT NOT NULL,
                    fact TEXT NOT NULL,
                    type TEXT NOT NULL,
                    container TEXT NOT NULL,
                    happened INTEGER NOT NULL,
                    stored INTEGER NOT NULL,
                    integrity TEXT NOT NULL,
                    confidentiality TEXT NOT NULL,
                    payload TEXT NOT NULL,
                    UNIQUE (connection, fact)
                ) STRICT
                """;

        private static final String INBOX_CURSOR =
                """
                CREATE TABLE inbox_cursor (
                    connection TEXT NOT NULL,
                    stream TEXT NOT NULL,
                    cursor TEXT NOT NULL,
                    PRIMARY KEY (connection, stream)
                ) STRICT, WITHOUT ROWID
                """;

        private static final String INBOX_CONSUMER =
                """
                CREATE TABLE inbox_consumer (
                    consumer TEXT NOT NULL,
                    connection TEXT NOT NULL,
                    PRIMARY KEY (connection, consumer)
                ) STRICT, WITHOUT ROWID
                """;

        private static final String CONNECTION =
                """
                CREATE TABLE connection (
                    slug TEXT PRIMARY KEY,
                    connector TEXT NOT NULL,
                    ca_file TEXT,
                    created_by TEXT NOT NULL,
                    created INTEGER NOT NULL,
                    version INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID
                """;

        private static final String CONNECTION_VALUE =
                """
                CREATE TABLE connection_value (
                    slug TEXT NOT NULL REFERENCES connection (slug),
                    kind TEXT NOT NULL,
                    name TEXT NOT NULL,
                    value TEXT NOT NULL,
                    PRIMARY KEY (slug, kind, name)
                ) STRICT, WITHOUT ROWID
                """;

        private static final String CONNECTION_ORIGIN =
                """
                CREATE TABLE connection_origin (
                    slug TEXT NOT NULL REFERENCES connection (slug),
                    origin TEXT NOT NULL,
                    reach TEXT NOT NULL,
                    private_allowed INTEGER NOT NULL,
                    granted_by TEXT NOT NULL,
                    granted INTEGER NOT NULL,
                    PRIMARY KEY (slug, origin)
                ) STRICT, WITHOUT ROWID
                """;

        private static final List<String> STATEMENTS =
                List.of(
                        AUDIT,
                        AUDIT_NO_UPDATE,
                        AUDIT_NO_DELETE,
                        AUDIT_ONLY_NEXT,
                        PLAN,
                        PLAN_BY_CONTAINER,
                        EFFECT,
                        EFFECT_BY_SUBJECT,
                        EFFECT_BY_STATE,
                        BUCKET,
                        INBOX,
                        INBOX_CURSOR,
                        INBOX_CONSUMER,
                        CONNECTION,
                        CONNECTION_VALUE,
                        CONNECTION_ORIGIN);
    }
}
