package dev.stile.git.sync;

import dev.stile.api.value.RecordId;
import dev.stile.git.mirror.ShownRecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The records of one listing whose bodies it left out: the newest of them, no more than may be
 * fetched. One thread at a time.
 */
final class DeferredBodies {
    private final int limit;
    private final Predicate<RecordId> failedBefore;
    private final TreeSet<Wanted> newestFirst =
            new TreeSet<>(
                    Comparator.comparing(Wanted::failedBefore)
                            .reversed()
                            .thenComparing(Wanted::changedAt)
                            .thenComparing(Wanted::place)
                            .reversed());
    private final Map<RecordId, Wanted> byId = new HashMap<>();
    private final Set<RecordId> beyond = new HashSet<>();
    private long places;

    /**
     * A record whose body is wanted.
     *
     * @param stub it, without its body
     * @param standing who shows that
     * @param failedBefore whether a read of it failed in an earlier sync: others come first
     * @param place among those that were wanted: of two records without a time, the one that was
     *     listed later is newer
     */
    record Wanted(ShownRecord stub, Standing standing, boolean failedBefore, long place) {
        private Instant changedAt() {
            return stub.updatedAt().orElse(Instant.EPOCH);
        }
    }

    /** Who shows a record without its body. */
    enum Standing {
        /** This sync. */
        BROUGHT,
        /** Main, so that nothing else of this sync shows it. */
        SHOWN,
        /** Nobody: main shows it as it was before a read of it failed. */
        BEHIND
    }

    /**
     * @param limit most bodies to be fetched; 0 for no limit
     * @param failedBefore whether a read of a record failed in an earlier sync
     */
    DeferredBodies(int limit, Predicate<RecordId> failedBefore) {
        this.limit = limit;
        this.failedBefore = failedBefore;
    }

    /** Whether every body is to be fetched, so that nothing has to be compared first. */
    boolean isUnlimited() {
        return limit == 0;
    }

    void want(ShownRecord stub, Standing standing) {
        forget(stub.id());
        Wanted wanted = new Wanted(stub, standing, failedBefore.test(stub.id()), places++);
        newestFirst.add(wanted);
        byId.put(stub.id(), wanted);
        if (limit > 0 && byId.size() > limit) {
            RecordId oldest = newestFirst.getLast().stub().id();
            forget(oldest);
            beyond.add(oldest);
        }
    }

    /**
     * Wants a record that main shows older than it is, unless it is wanted already or there are
     * enough without it.
     *
     * @return whether it is wanted by this
     */
    boolean wantAgain(ShownRecord older) {
        boolean isFull = limit > 0 && byId.size() >= limit;
        if (isFull || byId.containsKey(older.id()) || beyond.contains(older.id())) {
            return false;
        }
        want(older, Standing.BEHIND);
        return true;
    }

    /** The record is gone, or came again with its body. */
    void forget(RecordId id) {
        beyond.remove(id);
        Wanted wanted = byId.remove(id);
        if (wanted != null) {
            newestFirst.remove(wanted);
        }
    }

    void clear() {
        newestFirst.clear();
        byId.clear();
        beyond.clear();
    }

    /**
     * Takes the newest out, at most so many. Those that failed before are taken when there are no
     * others, and never with them.
     */
    List<Wanted> take(int most) {
        List<Wanted> taken = new ArrayList<>();
        while (taken.size() < most && !newestFirst.isEmpty()) {
            Wanted newest = newestFirst.getFirst();
            if (!taken.isEmpty() && newest.failedBefore() != taken.getFirst().failedBefore()) {
                break;
            }
            newestFirst.removeFirst();
            byId.remove(newest.stub().id());
            taken.add(newest);
        }
        return taken;
    }

    /** How many are left to be fetched. */
    int left() {
        return byId.size();
    }

    /** How many more than the limit there were. */
    long beyond() {
        return beyond.size();
    }

    int limit() {
        return limit;
    }
}
