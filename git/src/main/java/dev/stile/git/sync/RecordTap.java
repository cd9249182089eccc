package dev.stile.git.sync;

import dev.stile.api.store.ListedItem;
import dev.stile.api.value.Cursor;

import java.util.List;

/**
 * Who else wants to know what a delta brings, so that nobody asks the tracker twice. Called by the
 * thread that syncs; what it throws ends the sync.
 */
public interface RecordTap {
    /** Nobody. */
    RecordTap NONE =
            new RecordTap() {
                @Override
                public void listed(List<ListedItem> items) {}

                @Override
                public void reached(Cursor from, Cursor next) {}
            };

    /** A page of a delta, in order. */
    void listed(List<ListedItem> items);

    /** The delta from one place was told to its end, and the mirror shows it. */
    void reached(Cursor from, Cursor next);
}
