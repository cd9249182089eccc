package dev.stile.git.sync;

import dev.stile.api.value.RecordId;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.MirrorIdentity;
import dev.stile.git.mirror.ShownRecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the pages of one listing brought so far. One thread at a time. */
final class Harvest {
    private final Map<RecordId, ShownRecord> shown = new LinkedHashMap<>();
    private final Set<RecordId> hidden = new LinkedHashSet<>();
    private final Set<RecordId> forgotten = new HashSet<>();
    private final Set<RecordId> unreadable = new LinkedHashSet<>();
    private final Set<RecordId> newlyUnreadable = new LinkedHashSet<>();
    private final Set<RecordId> behind = new LinkedHashSet<>();
    private final List<Failure> warnings = new ArrayList<>();
    private int unreadableWithoutId;
    private long items;
    private int pages;
    private int added;
    private int changed;
    private Optional<Instant> serverTime = Optional.empty();

    void show(ShownRecord record, boolean isNew) {
        if (shown.put(record.id(), record) == null) {
            if (isNew) {
                added++;
            } else {
                changed++;
            }
        }
        hidden.remove(record.id());
        forgotten.remove(record.id());
    }

    /** What this listing brought of a record, if that is not stored yet. */
    Optional<ShownRecord> find(RecordId id) {
        return Optional.ofNullable(shown.get(id));
    }

    /**
     * Puts a record in place of what this listing brought of it, or of what main shows with the
     * same content: counted is neither.
     */
    void replace(ShownRecord record) {
        shown.put(record.id(), record);
    }

    void hide(RecordId id) {
        shown.remove(id);
        hidden.add(id);
    }

    /** Forgets a record that this listing brought and that is gone again: main never had it. */
    void forget(RecordId id) {
        if (shown.remove(id) != null) {
            added--;
        }
        forgotten.add(id);
    }

    /**
     * Leaves a record as main shows it, although this listing brought it; what is staged of it is
     * taken out.
     */
    void leave(RecordId id) {
        shown.remove(id);
        forgotten.add(id);
        // A listing that is gone on with counts all that was staged as added.
        if (changed == 0) {
            added--;
        } else {
            changed--;
        }
    }

    /** The records of which nothing of this listing is to be shown. */
    List<RecordId> gone() {
        List<RecordId> gone = new ArrayList<>(hidden);
        gone.addAll(forgotten);
        return gone;
    }

    void unreadable(Optional<RecordId> id) {
        if (id.isEmpty()) {
            unreadableWithoutId++;
        } else if (unreadable.add(id.get())) {
            newlyUnreadable.add(id.get());
        }
    }

    /** Those of the unreadable records that were not named when this was last asked. */
    List<RecordId> takeNewlyUnreadable() {
        List<RecordId> taken = List.copyOf(newlyUnreadable);
        newlyUnreadable.clear();
        return taken;
    }

    /** A read of the record failed, so that main goes on to show what it shows of it. */
    void fallBehind(RecordId id) {
        behind.add(id);
    }

    Set<RecordId> behind() {
        return Set.copyOf(behind);
    }

    void warn(Failure warning) {
        warnings.add(warning);
    }

    void page(int count, Optional<Instant> at) {
        pages++;
        items += count;
        serverTime = at.or(() -> serverTime);
    }

    /** Starts again from nothing, the warnings kept. */
    void clear() {
        shown.clear();
        hidden.clear();
        forgotten.clear();
        unreadable.clear();
        newlyUnreadable.clear();
        behind.clear();
        unreadableWithoutId = 0;
        items = 0;
        pages = 0;
        added = 0;
        changed = 0;
    }

    /** Takes the records found so far out, to be stored as a piece. */
    List<ShownRecord> takePiece() {
        List<ShownRecord> piece = List.copyOf(shown.values());
        shown.clear();
        return piece;
    }

    /** Counts the records of an interrupted listing that this one goes on with. */
    void resumeWith(int count) {
        added += count;
    }

    List<ShownRecord> shown() {
        return List.copyOf(shown.values());
    }

    int pending() {
        return shown.size();
    }

    List<RecordId> hidden() {
        return List.copyOf(hidden);
    }

    List<RecordId> unreadableIds() {
        return List.copyOf(unreadable);
    }

    int unreadableCount() {
        return unreadable.size() + unreadableWithoutId;
    }

    List<Failure> warnings() {
        return List.copyOf(warnings);
    }

    long items() {
        return items;
    }

    int pages() {
        return pages;
    }

    int added() {
        return added;
    }

    int changed() {
        return changed;
    }

    Optional<Instant> serverTime() {
        return serverTime;
    }

    /** What the commit says: words of ours and numbers. */
    String message(MirrorIdentity identity, boolean full, boolean proven) {
        return "sync stile::"
                + identity
                + ": "
                + changed
                + " changed, "
                + added
                + " added, "
                + hidden.size()
                + " removed\n\nStile-Sync: "
                + (full ? "full" : "delta")
                + "\nStile-Pages: "
                + pages
                + (proven ? "" : "\nStile-Complete: no, the number of missing records is unknown")
                + "\n";
    }
}
