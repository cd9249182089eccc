package dev.stile.git.diff;

import dev.stile.api.record.FieldValue;
import dev.stile.git.format.Reason;

import java.util.Optional;

/** What one entry comes to. */
sealed interface Resolved {
    /** A value that may be sent. */
    record Value(FieldValue value) implements Resolved {}

    /** A record that is named by the path of its file. */
    record Path(Optional<String> linkKind, String path) implements Resolved {}

    /** Nothing that may be sent. */
    record Refused(Reason reason, Optional<String> hint) implements Resolved {
        Refused(Reason reason) {
            this(reason, Optional.empty());
        }
    }
}
