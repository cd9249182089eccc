package dev.stile.hosting.watch;

import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.PrProbe;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One pass over the pull requests of one connection that are due: cheap probes first, then a
 * snapshot of each that changed or was not looked at whole for long. For one thread.
 */
final class ConnectionTurn {
    /** Whole looks in one pass, so that a restart does not ask for everything at once. */
    static final int MOST_SNAPSHOTS = 10;

    private static final int MOST_DUE = 500;

    /** A probe cannot see everything. */
    private static final int LOOKS_PER_SNAPSHOT = 10;

    private static final Duration NEXT_PASS = Duration.ofSeconds(1);
    private static final Duration SETBACK = Duration.ofMinutes(1);

    private final Holding holding;
    private final WatchParts parts;
    private final GitHost host;
    private final Meter meter;
    private final Breakers breakers;
    private final Pace pace;
    private final Instant now;
    private final double stretch;
    private final WatchTable table = new WatchTable();
    private final Acting acting;
    private final Set<String> skipped = new HashSet<>();
    private boolean over;

    ConnectionTurn(Holding holding, GitHost host, Meter meter, Breakers breakers, double stretch) {
        this.holding = holding;
        this.parts = holding.parts();
        this.host = host;
        this.meter = meter;
        this.breakers = breakers;
        this.pace = new Pace(parts.random());
        this.now = parts.clock().instant();
        this.stretch = stretch;
        this.acting = new Acting(holding, host, pace, stretch);
    }

    /** Looks at what is due and acts; says when there is something to do again. */
    Instant run() {
        List<Watched> due =
                allowed(
                        parts.database()
                                .read(
                                        Holding.soon(),
                                        transaction ->
                                                table.due(
                                                        transaction,
                                                        holding.connection(),
                                                        now,
                                                        MOST_DUE)));
        List<Watched> whole = new ArrayList<>(due.stream().filter(this::isOwed).toList());
        List<Watched> probed = due.stream().filter(each -> !isOwed(each)).toList();
        if (!probed.isEmpty()) {
            whole.addAll(changed(probed));
        }
        int snapshots = 0;
        for (Watched watched : whole) {
            if (over || snapshots == MOST_SNAPSHOTS || !meter.hasLeft() || !holding.isOn()) {
                break;
            }
            if (!skipped.contains(watched.pr().repo().key())) {
                snapshots++;
                look(watched);
            }
        }
        return next();
    }

    /** Without those whose repository is not asked now; of one that is tried again, one. */
    private List<Watched> allowed(List<Watched> due) {
        List<Watched> allowed = new ArrayList<>();
        List<Watched> later = new ArrayList<>();
        Set<String> tried = new HashSet<>();
        for (Watched watched : due) {
            RepoRef repo = watched.pr().repo();
            Breaker breaker = breakers.of(repo);
            if (breaker.isOpen(now)) {
                later.add(watched.later(breaker.until()));
            } else if (!breaker.isTrying() || tried.add(repo.key())) {
                allowed.add(watched);
            } else {
                later.add(watched.later(now.plus(Pace.ACTIVE)));
            }
        }
        if (!later.isEmpty()) {
            holding.commit(
                    transaction -> later.forEach(watched -> table.put(transaction, watched)));
        }
        return allowed;
    }

    /** Those that are due next: in the same probe they cost nothing. */
    private List<Watched> early(int room) {
        return parts
                .database()
                .read(
                        Holding.soon(),
                        transaction ->
                                table.early(transaction, holding.connection(), now, PrProbe.MOST))
                .stream()
                .filter(each -> !isOwed(each) && !breakers.of(each.pr().repo()).isTrying())
                .filter(each -> each.missing() == 0 && each.failures() == 0)
                .limit(room)
                .toList();
    }

    /** Those that need a whole look; the others are done with their probe. */
    private List<Watched> changed(List<Watched> due) {
        if (!(host instanceof PrProbe)) {
            return due;
        }
        List<Watched> all = new ArrayList<>(due);
        int room = (PrProbe.MOST - due.size() % PrProbe.MOST) % PrProbe.MOST;
        all.addAll(early(room));
        List<Watched> changed = new ArrayList<>();
        for (int from = 0; from < all.size() && !over && meter.hasLeft(); from += PrProbe.MOST) {
            changed.addAll(probed(all.subList(from, Math.min(all.size(), from + PrProbe.MOST))));
        }
        return changed;
    }

    private List<Watched> probed(List<Watched> group) {
        long before = parts.source().requests(holding.connection());
        List<PrRef> prs = group.stream().map(Watched::pr).toList();
        try {
            Map<PrRef, String> prints = host.beside().probe(prs, holding.call());
            List<Watched> changed = new ArrayList<>();
            List<Watched> unchanged = new ArrayList<>();
            for (Watched watched : group) {
                String print = prints.getOrDefault(watched.pr(), "");
                if (print.isEmpty() || !print.equals(watched.print()) || isOwed(watched)) {
                    changed.add(watched.owed(print, now));
                } else {
                    Duration interval = Pace.interval(watched, now);
                    unchanged.add(watched.unchanged(pace.after(now, interval, stretch)));
                }
            }
            holding.commit(
                    transaction -> {
                        breakers.hostSucceeded(transaction);
                        unchanged.forEach(watched -> table.put(transaction, watched));
                        changed.forEach(watched -> table.put(transaction, watched));
                    });
            return changed;
        } catch (RateLimited limited) {
            park(limited);
        } catch (Auth refused) {
            stop();
        } catch (StileException failed) {
            over = true;
            holding.commit(
                    transaction -> {
                        breakers.hostFailed(transaction, now);
                        Instant again = pace.after(now, Pace.ACTIVE, 1);
                        group.forEach(watched -> table.put(transaction, watched.later(again)));
                    });
        } finally {
            spent(before);
        }
        return List.of();
    }

    /** Whether a snapshot is due whatever a probe would say. The first look begins with a probe. */
    private boolean isOwed(Watched watched) {
        if (watched.missing() > 0 || watched.failures() > 0) {
            return true;
        }
        Duration old = Pace.interval(watched, now).multipliedBy(LOOKS_PER_SNAPSHOT);
        return !watched.print().isEmpty()
                && (watched.wake().filter(at -> !at.isAfter(now)).isPresent()
                        || !watched.whole().plus(old).isAfter(now)
                        || Pace.isComputing(watched.computing(), now)
                        || watched.state().isUnsettled());
    }

    private void look(Watched watched) {
        long before = parts.source().requests(holding.connection());
        try {
            PrEvents events = host.detectPrEvents(watched.pr(), holding.call());
            holding.commit(transaction -> breakers.succeeded(transaction, watched.pr().repo()));
            acting.on(
                    new Moves(holding).followed(watched, events.facts().status().pr().repo()),
                    events);
        } catch (RateLimited limited) {
            park(limited);
        } catch (Auth refused) {
            stop();
        } catch (NotFound gone) {
            missed(watched);
        } catch (Unavailable | Timeout | Malformed failed) {
            failed(watched);
        } catch (StileException other) {
            setBack(watched, other);
        } finally {
            spent(before);
        }
    }

    /** Never read as closed: after three times it is tried once an hour. */
    private void missed(Watched watched) {
        boolean pauses = watched.missing() + 1 >= Watched.MISSING_PAUSES;
        Watched next = watched.missed(pace.after(now, pauses ? Pace.MISSING : Pace.USUAL, 1));
        boolean news = watched.missing() + 1 == Watched.MISSING_PAUSES;
        holding.commit(
                transaction -> {
                    breakers.succeeded(transaction, watched.pr().repo());
                    if (news) {
                        report(transaction, watched, "not_found");
                    }
                    table.put(transaction, next);
                });
    }

    private void failed(Watched watched) {
        RepoRef repo = watched.pr().repo();
        skipped.add(repo.key());
        holding.commit(
                transaction -> {
                    breakers.failed(transaction, repo, now);
                    Instant again = pace.after(now, Pace.ACTIVE, 1);
                    Instant until = breakers.of(repo).until();
                    table.put(transaction, watched.failed(until.isAfter(again) ? until : again));
                });
        over |= breakers.host().isOpen(now);
    }

    /** What no look at another pull request would show is this one's own trouble. */
    private void setBack(Watched watched, StileException why) {
        int doubled = Math.min(watched.failures(), 5);
        Watched next = watched.failed(pace.after(now, SETBACK.multipliedBy(1L << doubled), 1));
        holding.commit(
                transaction -> {
                    if (watched.failures() == 0) {
                        report(transaction, watched, why.code());
                    }
                    table.put(transaction, next);
                });
    }

    private void report(Transaction transaction, Watched watched, String code) {
        parts.audit()
                .append(
                        transaction,
                        AuditRow.point(
                                holding.entry(AuditVerb.HOST_READ)
                                        .container(watched.pr().repo().path())
                                        .target(watched.pr().toString())
                                        .outcome(code)
                                        .reason("the watch of this pull request is held back")));
    }

    /** Nothing is concluded from what came before the limit; other hosts go on. */
    private void park(RateLimited limited) {
        over = true;
        meter.park(limited.until(), now);
    }

    private void stop() {
        over = true;
        Stops.stop(holding, now);
    }

    private void spent(long before) {
        meter.spend(Math.max(1, parts.source().requests(holding.connection()) - before));
    }

    private Instant next() {
        Optional<Instant> parked = meter.parkedUntil(now);
        if (parked.isPresent()) {
            return parked.get();
        }
        Instant due =
                parts.database()
                        .read(
                                Holding.soon(),
                                transaction -> table.next(transaction, holding.connection()))
                        .orElse(now.plus(Pace.MISSING));
        Instant room = meter.hasLeft() ? now.plus(NEXT_PASS) : meter.room(now);
        return due.isAfter(room) ? due : room;
    }
}
