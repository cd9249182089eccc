package dev.stile.api.store;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;

import java.util.List;

/**
 * A stranger's edit that this write overwrote between check and write, on a server that has no
 * conditional writes.
 *
 * @param fields what the stranger had changed
 * @param overwritten the record as the stranger left it, as far as it could be seen
 */
public record LostUpdate(List<FieldRef> fields, Tainted<TrackerRecord> overwritten) {
    public LostUpdate {
        fields = List.copyOf(fields);
    }
}
