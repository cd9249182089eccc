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

/**
 * The records of one listing whose bodies it left out: the newest of them, no more than may be
 * fetched. One thread at a time.
 */
final class DeferredBodies {
    private final int limit;
    private final TreeSet<Wanted> newestFirst =
            new TreeSet<>(
                    Comparator.comparing(Wanted::changedAt)
                            .thenComparing(Wanted::place)
                            .reversed());
    private final Map<RecordId, Wanted> byId = new HashMap<>();
    private final Set<RecordId> beyond = new HashSet<>();
    private long places;

    /**
     * A record whose body is wanted.
     *
     * @param stub it, without its body
     * @param standing whether main shows that already, so that nothing else of the sync shows it
     * @param place among those that were wanted: of two records without a time, the one that was
     *     listed later is newer
     */
    record Wanted(ShownRecord stub, boolean standing, long place) {
        private Instant changedAt() {
            return stub.updatedAt().orElse(Instant.EPOCH);
        }
    }

    /**
     * @param limit most bodies to be fetched; 0 for no limit
     */
    DeferredBodies(int limit) {
        this.limit = limit;
    }

    /** Whether every body is to be fetched, so that nothing has to be compared first. */
    boolean isUnlimited() {
        return limit == 0;
    }

    void want(ShownRecord stub, boolean standing) {
        forget(stub.id());
        Wanted wanted = new Wanted(stub, standing, places++);
        newestFirst.add(wanted);
        byId.put(stub.id(), wanted);
        if (limit > 0 && byId.size() > limit) {
            RecordId oldest = newestFirst.getLast().stub().id();
            forget(oldest);
            beyond.add(oldest);
        }
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

    /** Takes the newest out, at most so many. */
    List<Wanted> take(int most) {
        List<Wanted> taken = new ArrayList<>();
        while (taken.size() < most && !newestFirst.isEmpty()) {
            Wanted newest = newestFirst.removeFirst();
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
