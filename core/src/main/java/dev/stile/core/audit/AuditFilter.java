package dev.stile.core.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which rows to look for; what is empty does not narrow.
 *
 * @param since rows at or after this time
 * @param connection slug of a connection
 * @param verb a verb as rows spell it, or an area such as {@code git}
 * @param ref what a crossing belongs to: the value of any of its references
 */
public record AuditFilter(
        Optional<Instant> since,
        Optional<String> connection,
        Optional<String> verb,
        Optional<String> ref,
        Optional<String> refName) {
    public static AuditFilter everything() {
        return new AuditFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public AuditFilter since(Instant time) {
        return new AuditFilter(Optional.of(time), connection, verb, ref, refName);
    }

    public AuditFilter connection(String slug) {
        return new AuditFilter(since, Optional.of(slug), verb, ref, refName);
    }

    public AuditFilter verb(String wire) {
        return new AuditFilter(since, connection, Optional.of(wire), ref, refName);
    }

    public AuditFilter ref(String value) {
        return new AuditFilter(since, connection, verb, Optional.of(value), refName);
    }

    /** Only what belongs to this value under this name: {@code outbox}, {@code ob-88}. */
    public AuditFilter ref(String name, String value) {
        return new AuditFilter(since, connection, verb, Optional.of(value), Optional.of(name));
    }
}
