package dev.stile.hosting.watch;

import dev.stile.api.hosting.PrProbe;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.core.lease.LeaseLostException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * One pass over the pull requests of one connection that are due: cheap probes first, then a
 * snapshot of each that changed or was not looked at whole for long. Each probe and each look is
 * begun as soon as there is a place for it, and runs beside the others. For one thread.
 */
final class ConnectionTurn {
    private static final int MOST_DUE = 500;
    private static final Duration NEXT_PASS = Duration.ofSeconds(1);

    /** What has not ended by then may hang: what is due meanwhile begins beside it. */
    private static final Duration MOMENT = Duration.ofMillis(500);

    private final Round round;
    private final Looks looks;
    private final Lane lane;
    private final Opening opening;
    private final Runnable lost;
    private final Holding holding;
    private final WatchParts parts;
    private final WatchTable table = new WatchTable();
    private final Queue<List<Watched>> probes = new ArrayDeque<>();
    private final Queue<Watched> whole = new ArrayDeque<>();
    private Optional<Known> known = Optional.empty();

    /** What stands in the way of requests just now. */
    private record Standing(Meter meter, Breakers breakers) {}

    /**
     * That, as it was read.
     *
     * @param endings of looks until then
     */
    private record Known(Standing standing, long endings) {}

    /**
     * @param lost told that another process has the connection by now
     */
    ConnectionTurn(Round round, Looks looks, Lane lane, Opening opening, Runnable lost) {
        this.round = round;
        this.looks = looks;
        this.lane = lane;
        this.opening = opening;
        this.lost = lost;
        this.holding = round.holding();
        this.parts = holding.parts();
    }

    /**
     * Looks at what is due and acts, until all of it has ended, or some of it does not.
     *
     * @return when there is something to do again, as far as it is known
     */
    Instant run() {
        choose();
        long before;
        do {
            before = looks.endings(holding.connection());
            known = Optional.empty();
            begin();
        } while (looks.awaitEnding(holding.connection(), before, MOMENT));
        return next();
    }

    private void choose() {
        Instant now = round.now();
        Set<PrRef> busy = looks.prs(holding.connection());
        List<Watched> due = allowed(listed(now, false, MOST_DUE), busy, now);
        due.stream().filter(each -> Probes.isOwed(each, now)).forEach(whole::add);
        List<Watched> probed =
                new ArrayList<>(due.stream().filter(each -> !Probes.isOwed(each, now)).toList());
        if (!(round.host() instanceof PrProbe)) {
            whole.addAll(probed);
        } else if (!probed.isEmpty()) {
            probed.addAll(early(probed.size(), busy, now));
            for (int from = 0; from < probed.size(); from += PrProbe.MOST) {
                int to = Math.min(probed.size(), from + PrProbe.MOST);
                probes.add(List.copyOf(probed.subList(from, to)));
            }
        }
    }

    private List<Watched> listed(Instant now, boolean early, int most) {
        return parts.database()
                .read(
                        Holding.soon(),
                        transaction ->
                                early
                                        ? table.early(transaction, holding.connection(), now, most)
                                        : table.due(transaction, holding.connection(), now, most));
    }

    /** Without those whose repository is not asked now; of one that is tried again, one. */
    private List<Watched> allowed(List<Watched> due, Set<PrRef> busy, Instant now) {
        Breakers breakers = standing().breakers();
        List<Watched> allowed = new ArrayList<>();
        List<Watched> later = new ArrayList<>();
        Set<String> tried = new HashSet<>();
        for (Watched watched : due) {
            if (busy.contains(watched.pr())) {
                continue;
            }
            RepoRef repo = watched.pr().repo();
            Breaker breaker = breakers.of(repo);
            if (breaker.isOpen(now)) {
                later.add(watched.later(breaker.until()));
            } else if (!breaker.isTrying() || (!looks.isBusy(repo) && tried.add(repo.key()))) {
                allowed.add(watched);
            } else {
                later.add(watched.later(now.plus(Pace.ACTIVE)));
            }
        }
        if (!later.isEmpty()) {
            holding.commit(
                    transaction -> later.forEach(watched -> table.keep(transaction, watched)));
        }
        return allowed;
    }

    /** Those that are due next: in the same probe they cost nothing. */
    private List<Watched> early(int probed, Set<PrRef> busy, Instant now) {
        int room = (PrProbe.MOST - probed % PrProbe.MOST) % PrProbe.MOST;
        Breakers breakers = standing().breakers();
        return listed(now, true, PrProbe.MOST).stream()
                .filter(each -> !busy.contains(each.pr()))
                .filter(each -> !Probes.isOwed(each, now))
                .filter(each -> !breakers.of(each.pr().repo()).isTrying())
                .filter(each -> each.missing() == 0 && each.failures() == 0)
                .limit(room)
                .toList();
    }

    private Standing standing() {
        return parts.database()
                .read(
                        Holding.soon(),
                        transaction ->
                                new Standing(
                                        round.meter(transaction), round.breakers(transaction)));
    }

    /** Ended looks change it: the store is asked once for each, however much waits for a place. */
    private Standing sinceTheLastEnding() {
        long endings = looks.endings(holding.connection());
        Known last =
                known.filter(each -> each.endings() == endings)
                        .orElseGet(() -> new Known(standing(), endings));
        known = Optional.of(last);
        return last.standing();
    }

    /** Begins what there is a place for. */
    private void begin() {
        for (Watched owed = round.owed().poll(); owed != null; owed = round.owed().poll()) {
            whole.add(owed);
        }
        for (Iterator<List<Watched>> each = probes.iterator(); each.hasNext(); ) {
            List<Watched> group = each.next();
            Looks.Look look = look(group);
            if (!looks.isFitting(look)
                    || !isOn()
                    || !begin(look, () -> new Probes(round).of(group))) {
                break;
            }
            each.remove();
        }
        for (Iterator<Watched> each = whole.iterator(); each.hasNext() && looks.hasRoom(lane); ) {
            Watched watched = each.next();
            Looks.Look look = look(List.of(watched));
            if (round.isSkipped(watched.pr().repo())) {
                each.remove();
            } else if (looks.isFitting(look)) {
                if (!opening.isOpen(round.now())
                        || !isOn()
                        || !begin(look, () -> new Looking(round, looks).at(watched))) {
                    break;
                }
                opening.count();
                each.remove();
            }
        }
    }

    /** The host stays as it is until the look has ended, whatever becomes of its connection. */
    private boolean begin(Looks.Look look, Runnable work) {
        HostSource.InUse inUse = round.use();
        boolean isBegun = false;
        try {
            isBegun =
                    looks.begin(
                            look,
                            () -> {
                                try (inUse) {
                                    keeping(work);
                                }
                            });
            return isBegun;
        } finally {
            if (!isBegun) {
                inUse.close();
            }
        }
    }

    /** Whether another request may be made now. */
    private boolean isOn() {
        if (round.isOver() || !holding.isOn()) {
            return false;
        }
        Standing standing = sinceTheLastEnding();
        Instant now = round.now();
        Breaker breaker = standing.breakers().host();
        return standing.meter().parkedUntil(now).isEmpty()
                && standing.meter().hasLeft(looks.unpaid(round.budget().of()))
                && !breaker.isOpen(now)
                && !(breaker.isTrying() && looks.isBusy(holding.connection()));
    }

    private Looks.Look look(List<Watched> watched) {
        Optional<RepoRef> only = watched.size() == 1 ? Probes.only(watched) : Optional.empty();
        boolean isFailing =
                only.filter(repo -> sinceTheLastEnding().breakers().of(repo).failures() > 0)
                        .isPresent();
        return new Looks.Look(
                holding.connection(),
                lane,
                round.budget().of(),
                Set.copyOf(watched.stream().map(Watched::pr).toList()),
                only,
                isFailing ? 1 : lane.ofRepo());
    }

    /** Whoever has the connection by now goes on with it; nothing was stored. */
    private void keeping(Runnable look) {
        try {
            look.run();
        } catch (LeaseLostException others) {
            round.end();
            lost.run();
        }
    }

    private Instant next() {
        Instant now = round.now();
        Meter meter = standing().meter();
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
        boolean hasLeft = meter.hasLeft(looks.unpaid(round.budget().of()));
        Instant room = hasLeft ? now.plus(NEXT_PASS) : meter.room(now);
        return due.isAfter(room) ? due : room;
    }
}
