package dev.stile.connectors.redmine.write;

import dev.stile.api.error.ConnectorException.VersionMismatch;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.Precondition;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Version;
import dev.stile.connectors.redmine.wire.IssueVersion;

import java.util.Optional;

/**
 * An issue as it was read just before a write.
 *
 * @param view its JSON
 * @param record what the JSON says
 */
record Check(Tainted<JsonView> view, Tainted<TrackerRecord> record) {
    /**
     * @throws VersionMismatch with the record as it is now, if the precondition does not hold
     */
    void require(Precondition precondition) {
        switch (precondition) {
            case Precondition.Unconditional unconditional -> {}
            case Precondition.IfVersion(Version expected) -> {
                Version current = record.checked(read -> read.meta().version());
                if (!IssueVersion.sameContent(expected, current)) {
                    throw new VersionMismatch(expected, Optional.of(current), Optional.of(record));
                }
            }
        }
    }
}
