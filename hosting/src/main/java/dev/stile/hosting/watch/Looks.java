package dev.stile.hosting.watch;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The looks that are under way, each on a thread of its own: a pull request in one at a time, a
 * host and a repository in a bounded number, so that what hangs holds nothing else. Nothing queues
 * here: what does not fit stays due in its row. Any thread may call.
 */
final class Looks {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Set<Look> underWay = new HashSet<>();
    private final Set<String> alone = new HashSet<>();
    private final Map<String, Long> endings = new HashMap<>();
    private final Map<String, RuntimeException> broken = new HashMap<>();
    private final MergeTurns merges = new MergeTurns();
    private boolean closing;

    /**
     * What one look is about.
     *
     * @param connection slug
     * @param lane what it takes a place of
     * @param budget what it is paid from
     * @param prs of that connection
     * @param repo the one that it keeps to; empty for a probe of several
     * @param ofRepo looks at that repository at the same time, this one included
     */
    record Look(
            String connection,
            Lane lane,
            String budget,
            Set<PrRef> prs,
            Optional<RepoRef> repo,
            int ofRepo) {
        Look {
            prs = Set.copyOf(prs);
        }

        private boolean isOf(RepoRef other) {
            return repo.filter(each -> each.isSameAs(other)).isPresent();
        }

        /** Whether it stores anything under that repository, as a probe of several does too. */
        private boolean touches(RepoRef other) {
            return prs.stream().anyMatch(pr -> pr.repo().isSameAs(other));
        }
    }

    /**
     * Begins a look, if there is a place for it.
     *
     * @return false if there is none now
     */
    boolean begin(Look look, Runnable work) {
        lock.lock();
        try {
            if (closing || !fits(look)) {
                return false;
            }
            underWay.add(look);
        } finally {
            lock.unlock();
        }
        FutureTask<Boolean> task = new FutureTask<>(work, true);
        boolean isBegun = false;
        try {
            Thread.ofPlatform()
                    .daemon()
                    .name("stile-look-" + look.connection())
                    .start(() -> run(look, task));
            isBegun = true;
        } finally {
            if (!isBegun) {
                end(look, task);
            }
        }
        return true;
    }

    private void run(Look look, FutureTask<Boolean> task) {
        task.run();
        end(look, task);
    }

    private boolean fits(Look look) {
        long ofRepo = look.repo().map(this::ofRepo).orElse(0L);
        boolean isHeld = look.prs().stream().anyMatch(pr -> alone.contains(pr.repo().key()));
        return ofHost(look.lane()) < look.lane().atOnce()
                && ofRepo < look.ofRepo()
                && !isHeld
                && Collections.disjoint(look.prs(), prs(look.connection()));
    }

    /** Whether another look has a place there. */
    boolean hasRoom(Lane lane) {
        return locked(() -> ofHost(lane) < lane.atOnce());
    }

    /** Whether there is a place for it now. */
    boolean isFitting(Look look) {
        return locked(() -> fits(look));
    }

    private long ofHost(Lane lane) {
        return underWay.stream().filter(each -> each.lane().host().equals(lane.host())).count();
    }

    private long touching(RepoRef repo) {
        return underWay.stream().filter(each -> each.touches(repo)).count();
    }

    private long ofRepo(RepoRef repo) {
        return underWay.stream().filter(each -> each.isOf(repo)).count();
    }

    /** What was thrown is kept for whoever waits for the looks of that connection. */
    private void end(Look look, FutureTask<Boolean> task) {
        lock.lock();
        try {
            underWay.remove(look);
            endings.merge(look.connection(), 1L, Long::sum);
            if (task.state() == Future.State.FAILED) {
                broken.putIfAbsent(look.connection(), known(task.exceptionNow()));
            }
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static RuntimeException known(Throwable thrown) {
        return thrown instanceof RuntimeException known
                ? known
                : new IllegalStateException("a look ended with an error", thrown);
    }

    /** Which of the looks at a repository merges. */
    MergeTurns merges() {
        return merges;
    }

    /** The pull requests of a connection that are looked at now. */
    Set<PrRef> prs(String connection) {
        return locked(
                () ->
                        underWay.stream()
                                .filter(each -> each.connection().equals(connection))
                                .flatMap(each -> each.prs().stream())
                                .collect(Collectors.toSet()));
    }

    boolean isBusy(String connection) {
        return locked(
                () -> underWay.stream().anyMatch(each -> each.connection().equals(connection)));
    }

    boolean isBusy(RepoRef repo) {
        return locked(() -> ofRepo(repo) > 0);
    }

    /** Looks that are paid from a budget and are not paid yet. */
    long unpaid(String budget) {
        return locked(() -> underWay.stream().filter(each -> each.budget().equals(budget)).count());
    }

    /** Counts the looks of a connection that have ended. */
    long endings(String connection) {
        return locked(() -> endings.getOrDefault(connection, 0L));
    }

    /**
     * Waits until another look of a connection ended than those that were counted before.
     *
     * @return false if the time is over, or nothing is under way
     * @throws RuntimeException what a look threw, once
     */
    boolean awaitEnding(String connection, long before, Duration most) {
        lock.lock();
        try {
            long nanos = most.toNanos();
            while (endings.getOrDefault(connection, 0L) == before
                    && isBusy(connection)
                    && nanos > 0) {
                nanos = ended.awaitNanos(nanos);
            }
            RuntimeException thrown = broken.remove(connection);
            if (thrown != null) {
                throw thrown;
            }
            return endings.getOrDefault(connection, 0L) != before;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does something from within a look at a repository, which gets another name by it: while no
     * other look at either is under way, and none begins.
     *
     * @return empty, and nothing was done, if there is another one
     */
    <T> Optional<T> alone(RepoRef own, RepoRef other, Supplier<T> work) {
        Set<String> both = Set.of(own.key(), other.key());
        boolean isAlone =
                locked(
                        () -> {
                            boolean isFree = touching(own) == 1 && touching(other) == 0;
                            return isFree && alone.addAll(both);
                        });
        if (!isAlone) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            locked(() -> alone.removeAll(both));
        }
    }

    /** Begins no more, and waits for those that are under way. */
    void close(Duration most) {
        lock.lock();
        try {
            closing = true;
            long nanos = most.toNanos();
            while (!underWay.isEmpty() && nanos > 0) {
                nanos = ended.awaitNanos(nanos);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosing() {
        return locked(() -> closing);
    }

    private <T> T locked(Supplier<T> asked) {
        lock.lock();
        try {
            return asked.get();
        } finally {
            lock.unlock();
        }
    }
}
