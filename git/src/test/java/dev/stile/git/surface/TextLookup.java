package dev.stile.git.surface;

import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.FindResult;
import dev.stile.api.value.RecordId;
import dev.stile.testkit.tracker.MemoryTracker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for what was created as a tracker without keys does: own records of that time with that
 * title and body.
 */
final class TextLookup {
    private static final Duration DOUBT = Duration.ofMinutes(10);

    private final MemoryTracker tracker;
    private final Set<RecordId> own = new LinkedHashSet<>();

    TextLookup(MemoryTracker tracker) {
        this.tracker = tracker;
    }

    synchronized void made(RecordId id) {
        own.add(id);
    }

    synchronized FindResult find(RecordDraft draft, Instant since) {
        List<RecordId> exact = new ArrayList<>();
        int doubtful = 0;
        for (RecordId id : own) {
            TrackerRecord record = tracker.now(id).orElseThrow();
            Instant made = record.meta().createdAt().orElseThrow();
            if (!record.title().equals(draft.title()) || made.isBefore(since.minus(DOUBT))) {
                continue;
            }
            if (record.body().equals(draft.body().orElse("")) && !made.isBefore(since)) {
                exact.add(id);
            } else {
                doubtful++;
            }
        }
        if (doubtful > 0 || exact.size() > 1) {
            return new FindResult.CannotTell("several own records have this title");
        }
        return exact.isEmpty() ? new FindResult.Absent() : new FindResult.Found(exact.getFirst());
    }
}
