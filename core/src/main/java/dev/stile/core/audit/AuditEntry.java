package dev.stile.core.audit;

import dev.stile.api.label.Label;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a caller says about a crossing; the log adds place, time and chain. Never a body, a title or
 * a secret. Texts are made one visible line of at most 200 characters, so text from outside may be
 * given as it is.
 *
 * @param actor who asked: a person's account name, an agent's or a rule's slug
 * @param origin what kind of thing asked
 * @param connection slug of the connection
 * @param container project, space or conversation
 * @param target what is read or written: a record's id, an origin and path
 * @param label of what crosses
 * @param contentSha256 lower-case hex digest of what crosses
 * @param bytes how much crosses
 * @param decision what policy said
 * @param reason why, in words of ours or a person's
 * @param outcome how it ended: {@code ok}, or a code of the registry
 * @param ref what the crossing belongs to: {@code session}, {@code plan}, {@code base}, {@code
 *     tip}, {@code delivery}, {@code outbox}, {@code approval}, {@code command}
 */
public record AuditEntry(
        String actor,
        AuditOrigin origin,
        AuditVerb verb,
        Optional<String> connection,
        Optional<String> container,
        Optional<String> target,
        Optional<Label> label,
        Optional<String> contentSha256,
        OptionalLong bytes,
        Optional<AuditDecision> decision,
        Optional<String> reason,
        Optional<String> outcome,
        SortedMap<String, String> ref) {
    public AuditEntry {
        actor = AuditText.line(actor);
        connection = connection.map(AuditText::line);
        container = container.map(AuditText::line);
        target = target.map(AuditText::line);
        contentSha256 = contentSha256.map(AuditText::line);
        reason = reason.map(AuditText::line);
        outcome = outcome.map(AuditText::line);
        SortedMap<String, String> clean = new TreeMap<>();
        ref.forEach((name, value) -> clean.put(AuditText.line(name), AuditText.line(value)));
        ref = java.util.Collections.unmodifiableSortedMap(clean);
    }

    /** An entry that says who and what, to be added to. */
    public static AuditEntry of(AuditOrigin origin, String actor, AuditVerb verb) {
        return new AuditEntry(
                actor,
                origin,
                verb,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>());
    }

    /** The same crossing under another verb. */
    public AuditEntry verb(AuditVerb other) {
        return new AuditEntry(
                actor,
                origin,
                other,
                connection,
                container,
                target,
                label,
                contentSha256,
                bytes,
                decision,
                reason,
                outcome,
                ref);
    }

    public AuditEntry connection(String slug) {
        return new AuditEntry(
                actor,
                origin,
                verb,
                Optional.of(slug),
                container,
                target,
                label,
                contentSha256,
                bytes,
                decision,
                reason,
                outcome,
                ref);
    }

    public AuditEntry container(String name) {
        return new AuditEntry(
                actor,
                origin,
                verb,
                connection,
                Optional.of(name),
                target,
                label,
                contentSha256,
                bytes,
                decision,
                reason,
                outcome,
                ref);
    }

    public AuditEntry target(String what) {
        return new AuditEntry(
                actor,
                origin,
                verb,
                connection,
                container,
                Optional.of(what),
                label,
                contentSha256,
                bytes,
                decision,
                reason,
                outcome,
                ref);
    }

    public AuditEntry label(Label of) {
        return new AuditEntry(
                actor,
                origin,
                verb,
                connection,
                container,
                target,
                Optional.of(of),
                contentSha256,
                bytes,
                decision,
                reason,
                outcome,
                ref);
    }

    /** Digest and size of what crosses. */
    public AuditEntry content(String sha256, long size) {
        return new AuditEntry(
                actor,
                origin,
                verb,
                connection,
                container,
                target,
                label,
                Optional.of(sha256),
                OptionalLong.of(size),
                decision,
                reason,
                outcome,
                ref);
    }

    public AuditEntry bytes(long size) {
        return new AuditEntry(
                actor,
                origin,
                verb,
                connection,
                container,
                target,
                label,
                contentSha256,
                OptionalLong.of(size),
                decision,
                reason,
                outcome,
                ref);
    }

    public AuditEntry decision(AuditDecision made, String why) {
        return new AuditEntry(
                actor,
                origin,
                verb,
                connection,
                container,
                target,
                label,
                contentSha256,
                bytes,
                Optional.of(made),
                Optional.of(why),
                outcome,
                ref);
    }

    public AuditEntry reason(String why) {
        return new AuditEntry(
                actor,
                origin,
                verb,
                connection,
                container,
                target,
                label,
                contentSha256,
                bytes,
                decision,
                Optional.of(why),
                outcome,
                ref);
    }

    public AuditEntry outcome(String how) {
        return new AuditEntry(
                actor,
                origin,
                verb,
                connection,
                container,
                target,
                label,
                contentSha256,
                bytes,
                decision,
                reason,
                Optional.of(how),
                ref);
    }

    /** Adds one thing that the crossing belongs to. */
    public AuditEntry ref(String name, String value) {
        return refs(Map.of(name, value));
    }

    public AuditEntry refs(Map<String, String> more) {
        TreeMap<String, String> all = new TreeMap<>(ref);
        all.putAll(more);
        return new AuditEntry(
                actor,
                origin,
                verb,
                connection,
                container,
                target,
                label,
                contentSha256,
                bytes,
                decision,
                reason,
                outcome,
                all);
    }
}
