package dev.stile.git.sync;

import dev.stile.api.value.RecordId;
import dev.stile.git.mirror.MetaName;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.RemovedRecords;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What this mirror's pushes wrote so lately that listings of a server that lags may not show it
 * yet. Of one sync.
 */
final class OwnWrites {
    private final RemovedRecords removed;
    private final Instant now;
    private final Optional<Instant> last;

    OwnWrites(MirrorState state, Clock clock) {
        this.removed = new RemovedRecords(state);
        this.now = clock.instant();
        this.last = state.meta(MetaName.WRITTEN_AT).map(Instant::parse);
    }

    /** Whether anything was written within that time. */
    boolean isWithin(Duration lag) {
        return lag.isPositive() && last.filter(at -> !at.plus(lag).isBefore(now)).isPresent();
    }

    /** Whether the record was deleted within that time. */
    boolean isRemovedWithin(Duration lag, RecordId id) {
        return isWithin(lag) && removed.has(id, now.minus(lag));
    }
}
