package dev.stile.flow.rulebook;

import dev.stile.core.error.Code;
import dev.stile.core.store.Transaction;
import dev.stile.flow.document.Fault;
import dev.stile.flow.document.Faults;
import dev.stile.flow.rule.FlowDeclaration;
import dev.stile.flow.rule.Rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The compiled rules of one moment. Each version is compiled once and kept as long as it is in
 * force; a moment is thrown away as soon as the store counts another change. Any thread may call.
 */
final class RulesInForce {
    private static final int MOST_OLD_VERSIONS = 256;

    private static final Moment NONE = new Moment(-1, Map.of(), Map.of(), Set.of(), Map.of());

    private final RuleReader reader = new RuleReader();
    private final Payloads payloads = new Payloads();
    private final Map<Version, Compiled> old = new LinkedHashMap<>();
    private volatile Moment moment = NONE;

    private record Version(String slug, long version) {}

    /** A document that was read: what it says, or why this release cannot. */
    record Compiled(Optional<RuleDocument> document, Optional<String> trouble) {}

    /** Everything about one count of changes. */
    record Moment(
            long changes,
            Map<String, DocumentRule> current,
            Map<String, List<Rule>> byConnection,
            Set<String> resting,
            Map<Version, Compiled> compiled) {}

    /** The rules as the transaction sees them. */
    Moment now(Transaction transaction) {
        long changes = RuleRows.changes(transaction);
        Moment known = moment;
        if (known.changes() == changes) {
            return known;
        }
        Moment loaded = load(transaction, changes, known);
        moment = loaded;
        // A transaction may have seen its own changes: rolled back, they were never counted.
        transaction.whenEnded(
                kept -> {
                    if (!kept) {
                        moment = NONE;
                    }
                });
        return loaded;
    }

    private Moment load(Transaction transaction, long changes, Moment known) {
        Map<String, DocumentRule> current = new HashMap<>();
        Map<String, List<Rule>> byConnection = new HashMap<>();
        Set<String> resting = new HashSet<>();
        Map<Version, Compiled> all = new HashMap<>();
        for (RuleRows.Stored stored : RuleRows.all(transaction)) {
            Version version = new Version(stored.slug(), stored.version());
            Compiled compiled = known.compiled().get(version);
            if (compiled == null) {
                compiled = compile(stored.document());
            }
            all.put(version, compiled);
            if (stored.status() != RuleStatus.ENABLED || compiled.document().isEmpty()) {
                resting.add(stored.slug());
            }
            if (compiled.document().isPresent()) {
                DocumentRule rule = rule(compiled.document().get(), stored);
                current.put(stored.slug(), rule);
                if (stored.status().takesEvents()) {
                    rule.connections()
                            .forEach(
                                    connection ->
                                            byConnection
                                                    .computeIfAbsent(
                                                            connection, none -> new ArrayList<>())
                                                    .add(rule));
                }
            }
        }
        byConnection.replaceAll((connection, found) -> List.copyOf(found));
        return new Moment(changes, current, byConnection, resting, all);
    }

    private DocumentRule rule(RuleDocument document, RuleRows.Stored stored) {
        List<FlowDeclaration> declarations =
                stored.declarationsHold() ? document.declarations() : List.of();
        return new DocumentRule(
                document, stored.version(), stored.document(), declarations, payloads);
    }

    /** Slugs of the rules that read a connection or write to it, sorted. */
    List<String> naming(Transaction transaction, String connection) {
        return now(transaction).current().values().stream()
                .filter(
                        rule ->
                                rule.connections().contains(connection)
                                        || rule.action().actsOn().contains(connection))
                .map(DocumentRule::slug)
                .sorted()
                .toList();
    }

    /** The newest version of a stored rule, read. */
    Compiled compiled(Transaction transaction, RuleRows.Stored stored) {
        Compiled known =
                now(transaction).compiled().get(new Version(stored.slug(), stored.version()));
        return known == null ? compile(stored.document()) : known;
    }

    /**
     * Reads a stored document. What it was refused for today would have been refused when it was
     * stored, unless a newer release stored it.
     */
    private Compiled compile(String text) {
        Faults faults = new Faults(Code.RULE_NOT_VALID);
        Optional<RuleDocument> document = reader.read(text, faults);
        return new Compiled(
                faults.isEmpty() ? document : Optional.empty(),
                faults.list().stream()
                        .findFirst()
                        .map((Fault fault) -> fault.pointer() + ": " + fault.reason()));
    }

    /** Reads a document that is not stored, as far as it can be read. */
    Optional<RuleDocument> read(String text, Faults faults) {
        return reader.read(text, faults);
    }

    DocumentRule unstored(RuleDocument document, String text) {
        return new DocumentRule(document, 0, text, document.declarations(), payloads);
    }

    /**
     * A version that may have been replaced since. Of its declarations those hold that the newest
     * version still makes.
     */
    Optional<DocumentRule> version(Transaction transaction, String slug, long version) {
        DocumentRule current = now(transaction).current().get(slug);
        if (current != null && current.version() == version) {
            return Optional.of(current);
        }
        Optional<String> text = RuleRows.document(transaction, slug, version);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<FlowDeclaration> holding = current == null ? List.of() : current.declarations();
        return old(new Version(slug, version), text.get())
                .document()
                .map(
                        document ->
                                new DocumentRule(
                                        document,
                                        version,
                                        text.get(),
                                        document.declarations().stream()
                                                .filter(holding::contains)
                                                .toList(),
                                        payloads));
    }

    private Compiled old(Version version, String text) {
        synchronized (old) {
            Compiled known = old.get(version);
            if (known != null) {
                return known;
            }
            if (old.size() >= MOST_OLD_VERSIONS) {
                old.remove(old.keySet().iterator().next());
            }
            Compiled compiled = compile(text);
            old.put(version, compiled);
            return compiled;
        }
    }
}
