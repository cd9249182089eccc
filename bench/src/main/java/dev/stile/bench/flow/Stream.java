package dev.stile.bench.flow;

import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.digest.Sha256;
import dev.stile.core.inbox.Frame;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.StreamName;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts events into an inbox as a stream does, many a commit, without a program that tells them. */
final class Stream {
    private static final int A_COMMIT = 1_000;

    private final Inbox inbox;
    private final String connection;
    private final List<Frame> frames = new ArrayList<>();
    private long next;

    Stream(Inbox inbox, String connection) {
        this.inbox = inbox;
        this.connection = connection;
    }

    /** Takes one more; stored with the next commit. */
    void tell(String thread, String message) {
        String id = "told-" + next++;
        String payload = "{\"thread\":\"" + thread + "\",\"message\":\"" + message + "\"}";
        InboxEvent event =
                new InboxEvent(
                        id,
                        "message",
                        Optional.empty(),
                        Optional.empty(),
                        Instant.now(),
                        Label.outside(Scope.of(connection)),
                        Set.of(),
                        payload,
                        Sha256.hex(payload));
        frames.add(new Frame.Happened(event, new Cursor(id)));
        if (frames.size() == A_COMMIT) {
            commit();
        }
    }

    /** Stores what was told. */
    void commit() {
        if (!frames.isEmpty()) {
            inbox.store(
                    Inside.soon(),
                    new StreamName(connection, "events"),
                    Optional.empty(),
                    frames,
                    AuditEntry.of(AuditOrigin.DAEMON, "daemon", AuditVerb.EVENT_RECEIVED)
                            .connection(connection));
            frames.clear();
        }
    }
}
