package dev.stile.hosting.watch;

import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.RepoRef;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.lease.LeaseLostException;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One whole look at a pull request: what it shows is acted on, and what fails is waited out by
 * whatever it is a failure of. For one thread.
 */
final class Looking {
    private static final Duration SETBACK = Duration.ofMinutes(1);

    private final Round round;
    private final Looks looks;
    private final Holding holding;
    private final WatchParts parts;
    private final Pace pace;
    private final WatchTable table = new WatchTable();

    Looking(Round round, Looks looks) {
        this.round = round;
        this.looks = looks;
        this.holding = round.holding();
        this.parts = holding.parts();
        this.pace = new Pace(parts.random());
    }

    /** Looks at it, if it is still watched and due. */
    void at(Watched listed) {
        Instant now = round.now();
        Optional<Watched> due =
                parts.database()
                        .read(
                                Holding.soon(),
                                transaction ->
                                        table.find(transaction, holding.connection(), listed.pr()))
                        .filter(each -> each.ended().isEmpty() && !each.next().isAfter(now));
        if (due.isPresent() && holding.isOn()) {
            round.paying(() -> look(due.get()));
        }
    }

    private void look(Watched watched) {
        boolean isAccounted = false;
        try (MergeTurns.Claim claim = looks.merges().claim(watched.pr().repo())) {
            PrEvents events = round.host().detectPrEvents(watched.pr(), holding.call());
            holding.commit(
                    transaction ->
                            round.breakers(transaction)
                                    .succeeded(transaction, watched.pr().repo()));
            if (!new Moves(holding, looks).follow(watched, events.facts().status().pr().repo())) {
                new Acting(holding, round.host(), pace, round.stretch(), claim).on(watched, events);
            }
            isAccounted = true;
        } catch (LeaseLostException others) {
            isAccounted = true;
            throw others;
        } catch (RateLimited limited) {
            isAccounted = true;
            park(round, limited);
        } catch (Auth refused) {
            isAccounted = true;
            stop(round);
        } catch (NotFound gone) {
            isAccounted = true;
            missed(watched);
        } catch (Unavailable | Timeout | Malformed failed) {
            isAccounted = true;
            failed(watched);
        } catch (StileException other) {
            isAccounted = true;
            setBack(watched, other.code());
        } finally {
            if (!isAccounted) {
                // A fault of ours is told by whoever began this, and keeps no other from its look.
                setBack(watched, "internal");
            }
        }
    }

    /** Nothing is concluded from what came before the limit; other hosts go on. */
    static void park(Round round, RateLimited limited) {
        round.end();
        round.account(meter -> meter.park(limited.until(), round.now()));
    }

    /** The credentials are refused: nothing is asked until they change. */
    static void stop(Round round) {
        round.end();
        Stops.stop(round.holding(), round.version(), round.now());
    }

    /** Never read as closed: after three times it is tried once an hour. */
    private void missed(Watched watched) {
        boolean pauses = watched.missing() + 1 >= Watched.MISSING_PAUSES;
        Duration again = pauses ? Pace.MISSING : Pace.USUAL;
        Watched next = watched.missed(pace.after(round.now(), again, 1));
        boolean news = watched.missing() + 1 == Watched.MISSING_PAUSES;
        holding.commit(
                transaction -> {
                    round.breakers(transaction).succeeded(transaction, watched.pr().repo());
                    if (news) {
                        report(transaction, watched, "not_found");
                    }
                    table.put(transaction, next);
                });
    }

    private void failed(Watched watched) {
        RepoRef repo = watched.pr().repo();
        round.skip(repo);
        Instant now = round.now();
        holding.commit(
                transaction -> {
                    Breakers breakers = round.breakers(transaction);
                    breakers.failed(transaction, repo, now);
                    Instant again = pace.after(now, Pace.ACTIVE, 1);
                    Instant until = breakers.of(repo).until();
                    table.put(transaction, watched.failed(until.isAfter(again) ? until : again));
                });
    }

    /** What no look at another pull request would show is this one's own trouble. */
    private void setBack(Watched watched, String code) {
        int doubled = Math.min(watched.failures(), 5);
        Watched next =
                watched.failed(pace.after(round.now(), SETBACK.multipliedBy(1L << doubled), 1));
        holding.commit(
                transaction -> {
                    if (watched.failures() == 0) {
                        report(transaction, watched, code);
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
}
