package dev.stile.core.store;

import dev.stile.api.call.Deadline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Small transactions of many threads in few commits: whoever finds nobody at work takes what has
 * gathered meanwhile into its own transaction. One wait for the disk is then the wait of all, and
 * many who write little do not queue behind one who writes much. Any thread may call, outside a
 * transaction.
 */
final class GroupCommit {
    /** So that one commit stays short. */
    private static final int MOST = 64;

    private final Database database;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Deque<Member<?>> waiting = new ArrayDeque<>();

    GroupCommit(Database database) {
        this.database = database;
    }

    /**
     * One call's work. Read and written by whoever has the turn, but for its place in the queue.
     */
    private static final class Member<T> {
        private final Function<Transaction, T> work;
        private Optional<T> result = Optional.empty();
        private boolean kept;

        /** A commit with others failed: it may be this work's fault. */
        private boolean alone;

        Member(Function<Transaction, T> work) {
            this.work = work;
        }

        void work(Transaction transaction) {
            result = Optional.of(work.apply(transaction));
        }
    }

    /** See {@link Database#inGroup}. */
    <T> T run(Deadline deadline, Function<Transaction, T> work) {
        Member<T> mine = new Member<>(work);
        synchronized (waiting) {
            waiting.add(mine);
        }
        takeTurn(deadline, mine);
        try {
            if (!mine.kept) {
                lead(deadline, mine);
            }
            return mine.result.orElseThrow();
        } finally {
            turn.unlock();
        }
    }

    /** How many have come whom nobody took along yet. */
    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /**
     * Whom somebody took along waits for the end of that: only then it is known what became of it.
     */
    private void takeTurn(Deadline deadline, Member<?> mine) {
        boolean taken = false;
        try {
            taken = turn.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (taken) {
            return;
        }
        synchronized (waiting) {
            if (waiting.remove(mine)) {
                throw new StoreException(
                        StoreException.Kind.BUSY,
                        "other calls of this process hold the database",
                        List.of());
            }
        }
        turn.lock();
    }

    private void lead(Deadline deadline, Member<?> mine) {
        List<Member<?>> group = gather(mine);
        if (group.size() == 1 || !isKept(deadline, group)) {
            commit(deadline, List.of(mine));
        }
    }

    /** Whoever is at fault is told so by its own commit. */
    private boolean isKept(Deadline deadline, List<Member<?>> group) {
        try {
            commit(deadline, group);
            return true;
        } catch (RuntimeException ofOneOfThem) {
            group.forEach(member -> member.alone = true);
            return false;
        }
    }

    private List<Member<?>> gather(Member<?> mine) {
        List<Member<?>> group = new ArrayList<>();
        group.add(mine);
        synchronized (waiting) {
            waiting.remove(mine);
            Iterator<Member<?>> others = waiting.iterator();
            while (!mine.alone && group.size() < MOST && others.hasNext()) {
                group.add(others.next());
                others.remove();
            }
        }
        return group;
    }

    private void commit(Deadline deadline, List<Member<?>> group) {
        database.transaction(
                deadline,
                transaction -> {
                    group.forEach(member -> member.work(transaction));
                    return true;
                });
        group.forEach(member -> member.kept = true);
    }
}
