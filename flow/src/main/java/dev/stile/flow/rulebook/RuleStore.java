package dev.stile.flow.rulebook;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Nearest;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;
import dev.stile.flow.document.Faults;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rule.RuleBook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of a home. Any thread may call, outside a transaction unless a transaction is asked
 * for; processes share it, and each sees a change of another at its next call.
 */
public final class RuleStore implements RuleBook {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Database database;
    private final RuleSurroundings surroundings;
    private final RulesInForce rules = new RulesInForce();
    private final RuleChanges changes;

    /**
     * @param database with the schema of the home
     */
    public RuleStore(
            Database database,
            Inbox inbox,
            AuditLog audit,
            RuleSurroundings surroundings,
            Clock clock) {
        this.database = database;
        this.surroundings = surroundings;
        this.changes = new RuleChanges(rules, inbox, audit, clock);
    }

    /**
     * Stores a new rule. The very same document again is a success without change.
     *
     * @throws Failure with every fault of the document; RULE_EXISTS if another document has its
     *     slug. Nothing was stored then
     */
    public Applied add(Deadline deadline, Subject author, String text) {
        RuleDocument document = check(author, text);
        return database.transaction(
                deadline,
                transaction -> {
                    Optional<RuleRows.Stored> present =
                            RuleChanges.present(transaction, document.slug());
                    if (present.filter(stored -> !stored.document().equals(text)).isPresent()) {
                        throw Failure.of(Code.RULE_EXISTS)
                                .headline("there is a rule " + document.slug())
                                .argument("rule", document.slug())
                                .fact("rule", document.slug())
                                .build();
                    }
                    return changes.put(transaction, author, document, text);
                });
    }

    /**
     * Stores a rule, new or in place of the one of its slug. It keeps its status. Declarations are
     * checked anew, whether or not the document changed.
     *
     * @throws Failure with every fault of the document. Nothing was stored then
     */
    public Applied apply(Deadline deadline, Subject author, String text) {
        RuleDocument document = check(author, text);
        return database.transaction(
                deadline, transaction -> changes.put(transaction, author, document, text));
    }

    /**
     * What {@link #apply} would do. Stores nothing.
     *
     * @throws Failure as {@link #apply}
     */
    public Comparison compare(Deadline deadline, Subject author, String text) {
        RuleDocument document = check(author, text);
        Optional<RuleRows.Stored> present =
                database.read(
                        deadline, transaction -> RuleChanges.present(transaction, document.slug()));
        return new Comparison(
                document.slug(),
                present.isPresent(),
                LineDifference.of(present.map(RuleRows.Stored::document).orElse(""), text));
    }

    private RuleDocument check(Subject author, String text) {
        Faults faults = new Faults(Code.RULE_NOT_VALID);
        Optional<RuleDocument> document = rules.read(text, faults);
        document.ifPresent(read -> new SaveChecks(surroundings, author, faults).check(read));
        if (!faults.isEmpty() || document.isEmpty()) {
            throw faults.failure("the rule was not stored");
        }
        return document.get();
    }

    /**
     * Stops a rule.
     *
     * @param hold whether its events are collected meanwhile
     * @throws Failure UNKNOWN_RULE; POLICY_REFUSED unless a person asks
     */
    public void pause(Deadline deadline, Subject by, String slug, boolean hold) {
        DefaultPolicy.require(by, Deed.CONFIGURE, Way.COMMAND);
        RuleStatus status = hold ? RuleStatus.HELD : RuleStatus.PAUSED;
        database.transaction(
                deadline,
                transaction -> {
                    changes.move(transaction, by, slug, status, Optional.of(status.wire()));
                    return slug;
                });
    }

    /**
     * Lets a rule run again, whatever stopped it.
     *
     * @throws Failure UNKNOWN_RULE; RULE_UNSUPPORTED if a newer release wrote it; POLICY_REFUSED
     *     unless a person asks
     */
    public void resume(Deadline deadline, Subject by, String slug) {
        DefaultPolicy.require(by, Deed.CONFIGURE, Way.COMMAND);
        database.transaction(
                deadline,
                transaction -> {
                    changes.requireSupported(transaction, RuleChanges.require(transaction, slug));
                    changes.move(transaction, by, slug, RuleStatus.ENABLED, Optional.empty());
                    return slug;
                });
    }

    /**
     * Switches a rule off because a guard says so, together with what else the transaction does.
     *
     * @param reason word of ours, such as {@code chain_depth} or {@code per_hour}
     */
    public void disable(Transaction transaction, String slug, String reason) {
        changes.move(
                transaction, new Subject.Daemon(), slug, RuleStatus.DISABLED, Optional.of(reason));
    }

    /** As {@link #disable(Transaction, String, String)}, by itself. */
    public void disable(Deadline deadline, String slug, String reason) {
        database.transaction(
                deadline,
                transaction -> {
                    disable(transaction, slug, reason);
                    return slug;
                });
    }

    /**
     * Removes a rule. Its versions stay for what they led to, and a later rule of the same slug
     * goes on counting.
     *
     * @throws Failure UNKNOWN_RULE; POLICY_REFUSED unless a person asks
     */
    public void delete(Deadline deadline, Subject by, String slug) {
        DefaultPolicy.require(by, Deed.CONFIGURE, Way.COMMAND);
        database.transaction(
                deadline,
                transaction -> {
                    changes.delete(transaction, by, slug);
                    return slug;
                });
    }

    /** As {@link #delete(Deadline, Subject, String)}, within somebody's transaction. */
    public void delete(Transaction transaction, Subject by, String slug) {
        changes.delete(transaction, by, slug);
    }

    /**
     * Rules whose contacts an older release did not keep take events of these alone from now on.
     * May be repeated.
     */
    public void registerContacts(Deadline deadline) {
        database.transaction(
                deadline,
                transaction -> {
                    for (RuleRows.Stored stored : RuleRows.all(transaction)) {
                        rules.compiled(transaction, stored)
                                .document()
                                .ifPresent(rule -> changes.registerContacts(transaction, rule));
                    }
                    return true;
                });
    }

    /** Rules that read a connection or write to it, paused ones too, by slug. */
    public List<String> naming(Transaction transaction, String connection) {
        return rules.naming(transaction, connection);
    }

    /**
     * A connection was changed or deleted: what rules declared about it is void until they are
     * applied anew.
     */
    public void connectionChanged(Transaction transaction, String connection) {
        changes.connectionChanged(transaction, connection);
    }

    /** All rules that were not deleted, by slug. */
    public List<RuleSummary> list(Deadline deadline) {
        return database.read(
                deadline,
                transaction ->
                        RuleRows.all(transaction).stream()
                                .map(stored -> summary(transaction, stored))
                                .toList());
    }

    /**
     * One rule.
     *
     * @throws Failure UNKNOWN_RULE
     */
    public RuleSummary show(Deadline deadline, String slug) {
        return database.read(
                deadline,
                transaction -> summary(transaction, RuleChanges.require(transaction, slug)));
    }

    /** What there is to say of a name that no rule has. */
    public static Failure unknown(String slug, List<String> known) {
        Failure.Builder failure =
                Failure.of(Code.UNKNOWN_RULE)
                        .headline("there is no rule " + slug)
                        .argument("rule", slug)
                        .fact("rule", slug);
        Nearest.to(slug, known).ifPresent(meant -> failure.detail("did you mean " + meant + "?"));
        return failure.build();
    }

    private RuleSummary summary(Transaction transaction, RuleRows.Stored stored) {
        RulesInForce.Compiled compiled = rules.compiled(transaction, stored);
        return new RuleSummary(
                stored.slug(),
                stored.version(),
                compiled.document().isPresent() ? stored.status() : RuleStatus.UNSUPPORTED,
                compiled.trouble().or(stored::reason),
                stored.author(),
                Instant.ofEpochMilli(stored.updated()),
                stored.document(),
                compiled.document().map(RuleDocument::declarations).orElse(List.of()),
                stored.declarationsHold(),
                RuleRows.counts(transaction, stored.slug()));
    }

    /**
     * Asks a rule about an event once more, and says each step. Also a rule that is paused.
     *
     * @throws Failure UNKNOWN_RULE, RULE_UNSUPPORTED
     */
    public Explanation explain(Deadline deadline, String slug, StoredEvent event) {
        return Explanation.of(newest(deadline, slug), event);
    }

    /**
     * The newest version of a rule, whether or not it is running.
     *
     * @throws Failure UNKNOWN_RULE, RULE_UNSUPPORTED
     */
    public DocumentRule newest(Deadline deadline, String slug) {
        return database.read(
                deadline,
                transaction -> {
                    RuleRows.Stored stored = RuleChanges.require(transaction, slug);
                    changes.requireSupported(transaction, stored);
                    return rules.version(transaction, slug, stored.version()).orElseThrow();
                });
    }

    /**
     * Asks a document that is not stored about an event. It needs no surroundings.
     *
     * @throws Failure RULE_NOT_VALID
     */
    public Explanation test(String text, StoredEvent event) {
        return Explanation.of(read(text), event);
    }

    /**
     * A document that is not stored, as a rule. It needs no surroundings.
     *
     * @throws Failure RULE_NOT_VALID
     */
    public DocumentRule read(String text) {
        Faults faults = new Faults(Code.RULE_NOT_VALID);
        Optional<RuleDocument> document = rules.read(text, faults);
        if (!faults.isEmpty() || document.isEmpty()) {
            throw faults.failure("the rule is not valid");
        }
        return rules.unstored(document.get(), text);
    }

    /** As {@link #of(String)}, within somebody's transaction. */
    public List<Rule> of(Transaction transaction, String connection) {
        return List.copyOf(
                rules.now(transaction).byConnection().getOrDefault(connection, List.of()));
    }

    @Override
    public List<Rule> of(String connection) {
        return database.read(soon(), transaction -> of(transaction, connection));
    }

    @Override
    public Set<String> resting() {
        return database.read(soon(), this::resting);
    }

    /** The same as the transaction sees it. */
    public Set<String> resting(Transaction transaction) {
        return Set.copyOf(rules.now(transaction).resting());
    }

    @Override
    public Optional<Rule> version(String slug, long version) {
        return database.read(
                soon(),
                transaction -> rules.version(transaction, slug, version).map(Rule.class::cast));
    }

    @Override
    public Optional<Rule> current(String slug) {
        return database.read(
                soon(),
                transaction -> Optional.ofNullable(rules.now(transaction).current().get(slug)));
    }

    private static Deadline soon() {
        return Deadline.after(PATIENCE);
    }
}
