package dev.stile.flow.delivery;

import static dev.stile.flow.delivery.DeliveryRows.COLUMNS;

import dev.stile.core.store.Transaction;
import dev.stile.flow.delivery.BatchTable.Due;
import dev.stile.flow.rule.Order;
import dev.stile.flow.rule.Rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Takes deliveries for one worker, by the order that their rules promise (FL-67). */
final class Claims {
    private static final String READY =
            "FROM delivery d WHERE rule = ? AND state = 'pending' AND outbox IS NULL AND batch IS NULL";

    private static final String NONE_RUNS =
            " AND NOT EXISTS (SELECT 1 FROM delivery o WHERE o.rule = d.rule"
                    + " AND o.order_key = d.order_key AND o.state = 'running')";

    /** For strict order: the first of its key that is not over. */
    private static final String IS_HEAD =
            " AND NOT EXISTS (SELECT 1 FROM delivery o WHERE o.rule = d.rule"
                    + " AND o.order_key = d.order_key AND o.state IN ('pending', 'running', 'failed')"
                    + " AND (o.place, o.id) < (d.place, d.id))";

    /** For strict order within a group, which takes all that are pending in order. */
    private static final String NONE_FAILED =
            " AND NOT EXISTS (SELECT 1 FROM delivery o WHERE o.rule = d.rule"
                    + " AND o.order_key = d.order_key AND o.state = 'failed')";

    private static final String IN_ORDER = " ORDER BY d.place, d.id";

    private static final String ANY = "SELECT" + COLUMNS + READY + IN_ORDER;
    private static final String BY_KEY = "SELECT" + COLUMNS + READY + NONE_RUNS + IN_ORDER;
    private static final String STRICTLY =
            "SELECT" + COLUMNS + READY + NONE_RUNS + IS_HEAD + IN_ORDER;
    private static final String GROUP = READY + IN_ORDER + " LIMIT ?";
    private static final String STRICT_GROUP = READY + NONE_FAILED + IN_ORDER + " LIMIT ?";

    static final String SELECT_GROUP = "SELECT" + COLUMNS + GROUP;
    private static final String SELECT_STRICT_GROUP = "SELECT" + COLUMNS + STRICT_GROUP;

    private static final String TAKE =
            "UPDATE delivery SET state = 'running', lease = ?, fence = ?, updated = ? ";
    static final String TAKE_GROUP = TAKE + "WHERE id IN (SELECT id " + GROUP + ")";
    private static final String TAKE_STRICT_GROUP =
            TAKE + "WHERE id IN (SELECT id " + STRICT_GROUP + ")";

    /** How many claims of a rule run. The index is named: else all that ever ran would be read. */
    static final String COUNT_RUNNING =
            """
            SELECT count(DISTINCT fence) FROM delivery INDEXED BY delivery_running
            WHERE rule = ? AND state = 'running' AND batch IS NOT ?
            """;

    private static final String MEMBERS =
            "SELECT"
                    + COLUMNS
                    + "FROM delivery WHERE batch = ? AND state = 'pending' AND outbox IS NULL"
                    + " ORDER BY place, id";

    private final Transaction transaction;
    private final String lease;
    private final Instant now;

    Claims(Transaction transaction, String lease, Instant now) {
        this.transaction = transaction;
        this.lease = lease;
        this.now = now;
    }

    /** Rules with something ready, each with the version of its first. */
    static List<RuleVersion> ready(Transaction transaction) {
        List<RuleVersion> ready = new ArrayList<>();
        Optional<RuleVersion> found = nextReady(transaction, "");
        while (found.isPresent()) {
            ready.add(found.get());
            found = nextReady(transaction, found.get().slug());
        }
        return ready;
    }

    /** Goes from rule to rule in the index, so that a long queue of one costs nothing. */
    private static Optional<RuleVersion> nextReady(Transaction transaction, String after) {
        return transaction.first(
                """
                SELECT rule, rule_version FROM delivery
                WHERE state = 'pending' AND outbox IS NULL AND batch IS NULL AND rule > ?
                ORDER BY rule, place, id LIMIT 1
                """,
                row -> new RuleVersion(row.text(1), row.number(2)),
                after);
    }

    record RuleVersion(String slug, long version) {}

    /** Claims of a rule whose deliveries run one by one. */
    List<Claim> singles(String slug, Order order, int concurrency, int mostClaims) {
        int free = Math.min(concurrency - running(slug), mostClaims);
        if (free <= 0) {
            return List.of();
        }
        List<Delivery> chosen = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        boolean[] suspectRuns = {isSuspectRunning()};
        String query =
                switch (order) {
                    case NONE -> ANY;
                    case KEY -> BY_KEY;
                    case STRICT -> STRICTLY;
                };
        transaction.scan(
                query,
                row -> {
                    Delivery found = DeliveryRows.read(row);
                    boolean isFree = order == Order.NONE || keys.add(found.orderKey());
                    if (isFree && !(found.isSuspect() && suspectRuns[0])) {
                        suspectRuns[0] |= found.isSuspect();
                        chosen.add(found);
                    }
                    return chosen.size() < free;
                },
                slug);
        return chosen.stream().map(found -> take(Claim.Kind.SINGLE, List.of(found))).toList();
    }

    /** One claim of the first ready deliveries of one version, if nothing of the rule runs. */
    Optional<Claim> group(Rule rule, int most) {
        if (running(rule.slug()) > 0) {
            return Optional.empty();
        }
        boolean isStrict = rule.order() == Order.STRICT;
        List<Delivery> ready =
                transaction.list(
                        isStrict ? SELECT_STRICT_GROUP : SELECT_GROUP,
                        DeliveryRows::read,
                        rule.slug(),
                        most);
        List<Delivery> members = new ArrayList<>();
        for (Delivery found : ready) {
            if (found.ruleVersion() != rule.version() || found.isSuspect()) {
                break;
            }
            members.add(found);
        }
        if (members.isEmpty() && !ready.isEmpty() && !isSuspectRunning()) {
            members.add(ready.getFirst());
        }
        return members.isEmpty()
                ? Optional.empty()
                : Optional.of(takeFirst(isStrict ? TAKE_STRICT_GROUP : TAKE_GROUP, rule, members));
    }

    /** The members are the first that are ready, so one statement finds the same again. */
    private Claim takeFirst(String taking, Rule rule, List<Delivery> members) {
        long number = nextNumber();
        transaction.update(taking, lease, number, now.toEpochMilli(), rule.slug(), members.size());
        return new Claim(Claim.Kind.GROUP, lease, number, members, OptionalLong.empty());
    }

    /** A batch whose time has come, if its rule and key are free. */
    Optional<Claim> batch(Due batch, Order order, int concurrency) {
        if (running(batch.rule(), batch.id()) >= concurrency
                || (order != Order.NONE && isHeldUp(batch, order))) {
            return Optional.empty();
        }
        List<Delivery> members = transaction.list(MEMBERS, DeliveryRows::read, batch.id());
        if (members.isEmpty()) {
            BatchTable.remove(transaction, batch.id());
            return Optional.empty();
        }
        if (members.getFirst().isSuspect() && isSuspectRunning()) {
            return Optional.empty();
        }
        BatchTable.seal(transaction, batch.id(), Long.MAX_VALUE);
        return Optional.of(take(Claim.Kind.BATCH, members));
    }

    private boolean isHeldUp(Due batch, Order order) {
        boolean runs =
                transaction
                        .first(
                                """
                                SELECT 1 FROM delivery
                                WHERE rule = ? AND order_key = ? AND state = 'running' LIMIT 1
                                """,
                                row -> row.number(1),
                                batch.rule(),
                                batch.orderKey())
                        .isPresent();
        return runs || (order == Order.STRICT && isEarlierOpen(batch));
    }

    private boolean isEarlierOpen(Due batch) {
        return transaction
                .first(
                        """
                        SELECT 1 FROM delivery
                        WHERE rule = ? AND order_key = ? AND state IN ('pending', 'running', 'failed')
                            AND place < ? AND batch IS NOT ? LIMIT 1
                        """,
                        row -> row.number(1),
                        batch.rule(),
                        batch.orderKey(),
                        batch.place(),
                        batch.id())
                .isPresent();
    }

    private Claim take(Claim.Kind kind, List<Delivery> members) {
        long number = nextNumber();
        for (Delivery member : members) {
            transaction.update(
                    """
                    UPDATE delivery SET state = 'running', lease = ?, fence = ?, updated = ?
                    WHERE id = ? AND state = 'pending'
                    """,
                    lease,
                    number,
                    now.toEpochMilli(),
                    member.id());
        }
        return new Claim(kind, lease, number, members, OptionalLong.empty());
    }

    private long nextNumber() {
        return transaction
                .first(
                        "UPDATE delivery_claim SET last = last + 1 RETURNING last",
                        row -> row.number(1))
                .orElseThrow();
    }

    /** Which claims of a rule run, of any worker. */
    private int running(String rule) {
        return running(rule, "");
    }

    private int running(String rule, String exceptBatch) {
        return transaction
                .first(COUNT_RUNNING, row -> (int) row.number(1), rule, exceptBatch)
                .orElse(0);
    }

    /**
     * What took its host down before runs without another such one beside it, so that the culprit
     * and the bystander can be told apart.
     */
    private boolean isSuspectRunning() {
        return transaction
                .first(
                        "SELECT 1 FROM delivery WHERE state = 'running' AND crashes > 0 LIMIT 1",
                        row -> row.number(1))
                .isPresent();
    }
}
