package dev.stile.git.sync;

import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.BehindRecords;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.ShownRecord;

import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Records that main shows older than they are, since a read of them failed: asks for some of them
 * again, and remembers those that fail now. So no record holds up the place from which the next
 * sync goes on. Of one sync; one thread at a time.
 */
final class CatchUp {
    /** Records asked for again by one sync. */
    private static final int MOST = 20;

    private static final int NAMED = 10;

    private final MirrorState state;
    private final BehindRecords records;
    private final Harvest harvest;
    private final Clock clock;
    private final Set<RecordId> before;
    private final Set<RecordId> asked = new LinkedHashSet<>();
    private final Set<RecordId> remembered = new HashSet<>();

    CatchUp(MirrorState state, Harvest harvest, Clock clock) {
        this.state = state;
        this.records = new BehindRecords(state);
        this.harvest = harvest;
        this.clock = clock;
        this.before = new LinkedHashSet<>(records.all());
    }

    /** Whether the record was behind before this sync, so that others are to be read first. */
    boolean wasBehind(RecordId id) {
        return before.contains(id);
    }

    /** Wants those that are due and that the listing did not bring itself. */
    void want(DeferredBodies deferred) {
        if (before.isEmpty()) {
            return;
        }
        Set<RecordId> brought = brought();
        for (RecordId id : records.due(clock.instant(), MOST)) {
            Optional<ShownRecord> shown = state.shown(id);
            if (shown.isEmpty()) {
                asked.add(id);
            } else if (!brought.contains(id) && deferred.wantAgain(shown.get())) {
                asked.add(id);
            }
        }
    }

    private Set<RecordId> brought() {
        Set<RecordId> brought = new HashSet<>(harvest.gone());
        harvest.shown().forEach(record -> brought.add(record.id()));
        brought.addAll(harvest.behind());
        return brought;
    }

    /** Says which files stay older than their records, beside those of which this sync says so. */
    void warn(Set<RecordId> kept) {
        Set<RecordId> waiting = new LinkedHashSet<>(before);
        waiting.removeAll(asked);
        waiting.removeAll(brought());
        waiting.removeAll(kept);
        if (waiting.isEmpty()) {
            return;
        }
        Failure.Builder warning =
                Failure.of(Code.RECORDS_UNREADABLE)
                        .headline(
                                waiting.size()
                                        + " last good files stay: their records could not be read, and are asked for again later");
        waiting.stream()
                .limit(NAMED)
                .flatMap(id -> state.shown(id).stream())
                .forEach(record -> warning.detail(record.path()));
        harvest.warn(warning.build());
    }

    /**
     * Remembers what could not be read. Before the place moves from which the next sync, or this
     * listing after a kill, goes on; a record that failed counts once a sync.
     */
    void remember() {
        Set<RecordId> unread = new LinkedHashSet<>(harvest.behind());
        unread.removeAll(remembered);
        records.keep(unread, clock.instant());
        remembered.addAll(unread);
    }

    /**
     * Forgets what is caught up. After the records are published.
     *
     * @param all whether this sync listed everything, so that what main shows is as it is, but for
     *     what could not be read
     * @param kept records that main still shows older
     */
    void forget(boolean all, Set<RecordId> kept) {
        if (before.isEmpty()) {
            return;
        }
        Set<RecordId> caughtUp = all ? new HashSet<>(before) : brought();
        caughtUp.addAll(asked);
        caughtUp.removeAll(kept);
        caughtUp.removeAll(harvest.behind());
        harvest.unreadableIds().forEach(caughtUp::remove);
        caughtUp.retainAll(before);
        records.forget(caughtUp);
    }
}
