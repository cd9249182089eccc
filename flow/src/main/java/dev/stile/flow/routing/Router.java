package dev.stile.flow.routing;

import dev.stile.api.call.Deadline;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.error.Code;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;
import dev.stile.flow.delivery.Deliveries;
import dev.stile.flow.delivery.NewDelivery;
import dev.stile.flow.delivery.NewDelivery.Beginning;
import dev.stile.flow.rule.Decision;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rule.RuleBook;
import dev.stile.flow.rule.RuleCounts;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Routes every event once, in the order of the inbox, against the rules in force then (FL-54). One
 * thread calls at a time; if several processes do, each page is still routed once.
 */
public final class Router {
    /** Most events that are routed at once. */
    public static final int PAGE = 500;

    private final Database database;
    private final Inbox inbox;
    private final RuleBook rules;
    private final Deliveries deliveries;
    private final LoopGuard guard;
    private final ChainDepth depths;
    private final Clock clock;

    /**
     * @param database with the schema of the home
     */
    public Router(
            Database database,
            Inbox inbox,
            RuleBook rules,
            Deliveries deliveries,
            LoopGuard guard,
            ChainDepth depths,
            Clock clock) {
        this.database = database;
        this.inbox = inbox;
        this.rules = rules;
        this.deliveries = deliveries;
        this.guard = guard;
        this.depths = depths;
        this.clock = clock;
    }

    /** One wanted delivery. */
    private record Wanted(StoredEvent event, Rule rule, int depth, Beginning beginning) {}

    /** What a page comes to. */
    private static final class Page {
        final List<Wanted> wanted = new ArrayList<>();
        final Map<String, Map<String, Long>> unwanted = new HashMap<>();
    }

    /**
     * Routes the next page of events, and the next of those that a backfill had told first: neither
     * kind waits for the other to have no more.
     *
     * @return how many events of the kind that had more; 0 if there are none, less than a page if
     *     there are no more
     */
    public int routeOnce(Deadline deadline) {
        return Math.max(routeArrived(deadline), routeToldLive(deadline));
    }

    private int routeArrived(Deadline deadline) {
        long place = database.read(deadline, Router::routed);
        List<StoredEvent> events = inbox.after(deadline, place, PAGE);
        if (events.isEmpty()) {
            return 0;
        }
        Page page = decide(events);
        CrashPoint.ROUTING_COMMIT_BEFORE.reach();
        database.transaction(
                deadline,
                transaction -> {
                    if (routed(transaction) == place) {
                        store(transaction, page);
                        transaction.update(
                                "UPDATE routed SET place = ? WHERE id = 1",
                                events.getLast().place());
                    }
                    return true;
                });
        CrashPoint.ROUTING_COMMIT_AFTER.reach();
        return events.size();
    }

    /** What a backfill had told first. A rule that had it then has it only once. */
    private int routeToldLive(Deadline deadline) {
        List<Long> places =
                database.read(deadline, transaction -> inbox.toldLive(transaction, PAGE));
        if (places.isEmpty()) {
            return 0;
        }
        Page page = decide(inbox.at(deadline, places));
        database.transaction(
                deadline,
                transaction -> {
                    if (inbox.toldLive(transaction, PAGE).equals(places)) {
                        store(transaction, page);
                        inbox.routed(transaction, places);
                    }
                    return true;
                });
        return places.size();
    }

    private static long routed(Transaction transaction) {
        return transaction
                .first("SELECT place FROM routed WHERE id = 1", row -> row.number(1))
                .orElseThrow();
    }

    private Page decide(List<StoredEvent> events) {
        Page page = new Page();
        Map<String, List<Rule>> inForce = new HashMap<>();
        for (StoredEvent event : depths.marked(events)) {
            for (Rule rule : inForce.computeIfAbsent(event.connection(), rules::of)) {
                decide(page, event, rule);
            }
        }
        return page;
    }

    private void decide(Page page, StoredEvent event, Rule rule) {
        switch (ask(rule, event)) {
            case Decision.NoMatch(String reason) ->
                    page.unwanted
                            .computeIfAbsent(rule.slug(), slug -> new HashMap<>())
                            .merge(reason, 1L, Long::sum);
            case Decision.Skip(String reason) ->
                    page.wanted.add(new Wanted(event, rule, 1, new Beginning.Skipped(reason)));
            case Decision.Match match ->
                    page.wanted.add(
                            new Wanted(
                                    event,
                                    rule,
                                    depths.of(event) + 1,
                                    new Beginning.Due(rule.batching())));
            case Decision.Broken(String code, String reason) ->
                    page.wanted.add(
                            new Wanted(
                                    event,
                                    rule,
                                    depths.of(event) + 1,
                                    new Beginning.Undecided(code)));
        }
    }

    /** A rule that cannot be asked is one failed delivery, and stops nothing else. */
    private static Decision ask(Rule rule, StoredEvent event) {
        try {
            return rule.decide(event);
        } catch (RuntimeException bug) {
            return new Decision.Broken(Code.INTERNAL.slug(), bug.getClass().getSimpleName());
        }
    }

    private void store(Transaction transaction, Page page) {
        // One moment for all, so that a slow page does not tear a batch apart.
        Instant now = clock.instant();
        Set<String> disabled = new HashSet<>();
        for (Wanted wanted : page.wanted) {
            String slug = wanted.rule().slug();
            if (disabled.contains(slug)) {
                page.unwanted
                        .computeIfAbsent(slug, each -> new HashMap<>())
                        .merge("disabled", 1L, Long::sum);
            } else if (!store(transaction, wanted, now)) {
                disabled.add(slug);
            }
        }
        page.unwanted.forEach(
                (slug, reasons) ->
                        reasons.forEach(
                                (reason, count) ->
                                        RuleCounts.add(transaction, slug, reason, count)));
    }

    /** Returns whether the rule may go on. */
    private boolean store(Transaction transaction, Wanted wanted, Instant now) {
        Optional<Code> refusal =
                wanted.beginning() instanceof Beginning.Skipped
                        ? Optional.empty()
                        : guard.refusal(transaction, wanted.rule(), wanted.depth(), now);
        deliveries.add(
                transaction,
                new NewDelivery(
                        wanted.event(),
                        wanted.rule().slug(),
                        wanted.rule().version(),
                        0,
                        wanted.depth(),
                        refusal.<Beginning>map(code -> new Beginning.Refused(code.slug()))
                                .orElse(wanted.beginning())),
                now);
        refusal.ifPresent(
                code ->
                        guard.disable(
                                transaction,
                                wanted.rule().slug(),
                                code,
                                wanted.event().connection(),
                                wanted.event().event().id()));
        return refusal.isEmpty();
    }
}
