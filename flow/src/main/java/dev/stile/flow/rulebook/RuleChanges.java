package dev.stile.flow.rulebook;

import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.Consumer;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;
import dev.stile.flow.rule.FlowDeclaration;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What changes rules, within a transaction: their rows, their being consumers of the inbox, and the
 * rows of the audit log, all or none.
 */
final class RuleChanges {
    private final RulesInForce rules;
    private final Inbox inbox;
    private final AuditLog audit;
    private final Clock clock;

    RuleChanges(RulesInForce rules, Inbox inbox, AuditLog audit, Clock clock) {
        this.rules = rules;
        this.inbox = inbox;
        this.audit = audit;
        this.clock = clock;
    }

    Applied put(Transaction transaction, Subject author, RuleDocument document, String text) {
        String slug = document.slug();
        Optional<RuleRows.Stored> last = RuleRows.find(transaction, slug);
        Optional<RuleRows.Stored> present = present(transaction, slug);
        boolean same = present.filter(stored -> stored.document().equals(text)).isPresent();
        if (same && present.get().declarationsHold()) {
            registerContacts(transaction, document);
            return new Applied(slug, present.get().version(), false, false);
        }
        long now = clock.millis();
        long version = last.map(RuleRows.Stored::version).orElse(0L) + (same ? 0 : 1);
        if (!same) {
            RuleRows.insertVersion(transaction, slug, version, text, author.actor(), now);
        }
        RuleStatus status = present.map(RuleRows.Stored::status).orElse(RuleStatus.ENABLED);
        RuleRows.put(transaction, slug, version, status, author.actor(), now);
        register(transaction, slug, status, Optional.of(document));
        record(
                transaction,
                entry(
                                author,
                                present.isPresent() ? AuditVerb.RULE_UPDATE : AuditVerb.RULE_CREATE,
                                slug)
                        .ref("version", Long.toString(version)));
        for (FlowDeclaration each : document.declarations()) {
            record(
                    transaction,
                    entry(author, AuditVerb.LABEL_ALLOW, slug)
                            .ref("from", each.from())
                            .ref("to", each.to())
                            .reason(each.reason()));
        }
        return new Applied(slug, version, present.isEmpty(), true);
    }

    void delete(Transaction transaction, Subject by, String slug) {
        require(transaction, slug);
        RuleRows.status(transaction, slug, RuleStatus.DELETED, Optional.empty(), clock.millis());
        inbox.unregister(transaction, consumer(slug));
        record(transaction, entry(by, AuditVerb.RULE_DELETE, slug));
    }

    void connectionChanged(Transaction transaction, String connection) {
        for (DocumentRule rule : List.copyOf(rules.now(transaction).current().values())) {
            boolean concerned =
                    rule.connections().contains(connection)
                            || rule.action().actsOn().contains(connection)
                            || rule.classifier()
                                    .filter(asked -> asked.with().equals(connection))
                                    .isPresent();
            if (concerned && !rule.declarations().isEmpty()) {
                RuleRows.voidDeclarations(transaction, rule.slug(), clock.millis());
                record(
                        transaction,
                        entry(new Subject.Daemon(), AuditVerb.RULE_UPDATE, rule.slug())
                                .reason("declarations void: " + connection + " changed"));
            }
        }
    }

    void move(
            Transaction transaction,
            Subject by,
            String slug,
            RuleStatus status,
            Optional<String> reason) {
        RuleRows.Stored stored = require(transaction, slug);
        if (stored.status() == status && stored.reason().equals(reason)) {
            return;
        }
        RuleRows.status(transaction, slug, status, reason, clock.millis());
        register(transaction, slug, status, rules.compiled(transaction, stored).document());
        AuditEntry entry =
                entry(
                        by,
                        status == RuleStatus.ENABLED
                                ? AuditVerb.RULE_ENABLE
                                : AuditVerb.RULE_DISABLE,
                        slug);
        record(transaction, reason.map(entry::reason).orElse(entry));
    }

    /**
     * @param document empty if a newer release wrote it: it takes no events then
     */
    private void register(
            Transaction transaction,
            String slug,
            RuleStatus status,
            Optional<RuleDocument> document) {
        inbox.unregister(transaction, consumer(slug));
        if (status.takesEvents()) {
            document.ifPresent(rule -> register(transaction, rule));
        }
    }

    private void register(Transaction transaction, RuleDocument rule) {
        for (String connection : rule.connections()) {
            register(transaction, rule, connection);
        }
    }

    private void register(Transaction transaction, RuleDocument rule, String connection) {
        if (isKeptByLine(rule.contacts())) {
            inbox.register(transaction, consumer(rule.slug()), connection, rule.contacts());
        } else {
            inbox.register(transaction, consumer(rule.slug()), connection);
        }
    }

    /** A release that did not keep contacts registered the rule for everybody's events. */
    void registerContacts(Transaction transaction, RuleDocument rule) {
        Consumer wanted =
                new Consumer(
                        consumer(rule.slug()),
                        Optional.of(rule.contacts()).filter(RuleChanges::isKeptByLine));
        for (String connection : rule.connections()) {
            boolean isOther =
                    inbox.consumers(transaction, connection).stream()
                            .filter(each -> each.name().equals(wanted.name()))
                            .anyMatch(each -> !each.equals(wanted));
            if (isOther) {
                register(transaction, rule, connection);
            }
        }
    }

    /** An odd one would be read back as another: then all is stored, and the rule itself looks. */
    private static boolean isKeptByLine(Set<String> contacts) {
        return !contacts.isEmpty()
                && contacts.stream().allMatch(each -> each.lines().toList().equals(List.of(each)));
    }

    private static String consumer(String slug) {
        return "rule:" + slug;
    }

    private static AuditEntry entry(Subject by, AuditVerb verb, String slug) {
        return AuditEntry.of(by.origin(), by.actor(), verb).target(slug).ref("rule", slug);
    }

    private void record(Transaction transaction, AuditEntry entry) {
        audit.append(transaction, AuditRow.point(entry));
    }

    static Optional<RuleRows.Stored> present(Transaction transaction, String slug) {
        return RuleRows.find(transaction, slug)
                .filter(stored -> stored.status() != RuleStatus.DELETED);
    }

    static RuleRows.Stored require(Transaction transaction, String slug) {
        return present(transaction, slug).orElseThrow(() -> unknown(transaction, slug));
    }

    private static Failure unknown(Transaction transaction, String slug) {
        return RuleStore.unknown(
                slug, RuleRows.all(transaction).stream().map(RuleRows.Stored::slug).toList());
    }

    void requireSupported(Transaction transaction, RuleRows.Stored stored) {
        rules.compiled(transaction, stored)
                .trouble()
                .ifPresent(
                        why -> {
                            throw Failure.of(Code.RULE_UNSUPPORTED)
                                    .detail(why)
                                    .argument("rule", stored.slug())
                                    .fact("rule", stored.slug())
                                    .build();
                        });
    }
}
