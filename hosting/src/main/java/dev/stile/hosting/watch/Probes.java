package dev.stile.hosting.watch;

import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks about several pull requests at once whether anything changed. For one thread. */
final class Probes {
    /** A probe cannot see everything. */
    private static final int LOOKS_PER_SNAPSHOT = 10;

    /** No print of a host: the next probe shows something else. */
    private static final String UNPROBED = "?";

    private final Round round;
    private final Holding holding;
    private final Pace pace;
    private final WatchTable table = new WatchTable();

    Probes(Round round) {
        this.round = round;
        this.holding = round.holding();
        this.pace = new Pace(holding.parts().random());
    }

    /** Whether a snapshot is due whatever a probe would say. The first look begins with a probe. */
    static boolean isOwed(Watched watched, Instant now) {
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

    /** The repository that all of them are of, if it is one. */
    static Optional<RepoRef> only(List<Watched> group) {
        RepoRef first = group.getFirst().pr().repo();
        return group.stream().allMatch(each -> each.pr().repo().isSameAs(first))
                ? Optional.of(first)
                : Optional.empty();
    }

    /**
     * Probes a group; those that changed need a whole look. Between the choice of them and now some
     * may have got another name, or have been let go.
     */
    void of(List<Watched> chosen) {
        List<Watched> group = stillWatched(chosen);
        if (!group.isEmpty()) {
            round.paying(() -> probe(group));
        }
    }

    private List<Watched> stillWatched(List<Watched> chosen) {
        return holding.parts()
                .database()
                .read(
                        Holding.soon(),
                        transaction ->
                                chosen.stream()
                                        .flatMap(
                                                each ->
                                                        table
                                                                .find(
                                                                        transaction,
                                                                        each.connection(),
                                                                        each.pr())
                                                                .stream())
                                        .filter(each -> each.ended().isEmpty())
                                        .toList());
    }

    private void probe(List<Watched> group) {
        List<PrRef> prs = group.stream().map(Watched::pr).toList();
        try {
            told(group, round.host().beside().probe(prs, holding.call()));
        } catch (RateLimited limited) {
            Looking.park(round, limited);
        } catch (Auth refused) {
            Looking.stop(round);
        } catch (StileException failed) {
            failed(group);
        }
    }

    private void told(List<Watched> group, Map<PrRef, String> prints) {
        Instant now = round.now();
        List<Watched> changed = new ArrayList<>();
        List<Watched> unchanged = new ArrayList<>();
        for (Watched watched : group) {
            String print = prints.getOrDefault(watched.pr(), "");
            if (print.isEmpty() || !print.equals(watched.print()) || isOwed(watched, now)) {
                changed.add(watched.owed(print, now));
            } else {
                Duration interval = Pace.interval(watched, now);
                unchanged.add(watched.unchanged(pace.after(now, interval, round.stretch())));
            }
        }
        List<Watched> owed =
                holding.committed(
                        transaction -> {
                            round.breakers(transaction).hostSucceeded(transaction);
                            kept(transaction, unchanged);
                            return kept(transaction, changed);
                        });
        round.owed().addAll(owed);
    }

    /** Those of them that are still watched under that name, as they are stored now. */
    private List<Watched> kept(Transaction transaction, List<Watched> probed) {
        return probed.stream().filter(each -> table.keep(transaction, each)).toList();
    }

    /**
     * What failed for several repositories together says nothing of any of them: a look at each
     * says whose trouble it is. Of a host that is tried again it says enough.
     */
    private void failed(List<Watched> group) {
        Instant now = round.now();
        Optional<RepoRef> only = only(group);
        List<Watched> apart = group.stream().map(watched -> watched.owed(UNPROBED, now)).toList();
        List<Watched> owed =
                holding.committed(
                        transaction -> {
                            Breakers breakers = round.breakers(transaction);
                            if (only.isEmpty() && !breakers.host().isTrying()) {
                                return kept(transaction, apart);
                            }
                            only.ifPresentOrElse(
                                    repo -> breakers.failed(transaction, repo, now),
                                    () -> breakers.hostFailed(transaction, now));
                            Instant again = pace.after(now, Pace.ACTIVE, 1);
                            kept(
                                    transaction,
                                    group.stream().map(each -> each.later(again)).toList());
                            return List.of();
                        });
        round.owed().addAll(owed);
    }
}
