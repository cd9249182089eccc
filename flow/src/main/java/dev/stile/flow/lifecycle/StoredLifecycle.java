package dev.stile.flow.lifecycle;

import dev.stile.api.json.Json;
import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.digest.Sha256;
import dev.stile.core.inbox.Frame;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stores lifecycle events in the inbox, where rules find them. Any thread may call. */
public final class StoredLifecycle implements LifecycleEvents {
    private static final StreamName STREAM = StreamName.live(CONNECTION);

    /** All of it is words of ours, for whoever may read everything here. */
    private static final Label LABEL =
            new Label(Integrity.TRUSTED, Confidentiality.privateTo(Scope.of(CONNECTION)));

    private final Inbox inbox;
    private final Clock clock;
    private final JsonWriter json = new JsonWriter();

    public StoredLifecycle(Inbox inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    @Override
    public void emit(Transaction transaction, LifecycleEvent event) {
        if (event.cause().filter(cause -> cause.connection().equals(CONNECTION)).isPresent()) {
            return;
        }
        String id = event.occurrence().orElseGet(() -> next(transaction));
        String payload = json.text(payload(event));
        InboxEvent stored =
                new InboxEvent(
                        id,
                        event.kind().wire(),
                        Optional.of(event.about()),
                        Optional.empty(),
                        clock.instant(),
                        LABEL,
                        Set.of(),
                        payload,
                        Sha256.hex(payload));
        Subject daemon = new Subject.Daemon();
        inbox.store(
                transaction,
                STREAM,
                List.of(new Frame.Happened(stored, new Cursor(id))),
                AuditEntry.of(daemon.origin(), daemon.actor(), AuditVerb.EVENT_RECEIVED)
                        .connection(CONNECTION));
    }

    /** Nobody else stores events of this connection, so its last number names the next one. */
    private static String next(Transaction transaction) {
        long last =
                transaction
                        .first(
                                "SELECT last FROM inbox_sequence WHERE connection = ?",
                                row -> row.number(1),
                                CONNECTION)
                        .orElse(0L);
        return "own-" + (last + 1);
    }

    private static Json.JsonObject payload(LifecycleEvent event) {
        Json.ObjectBuilder facts = Json.object();
        event.facts().forEach(facts::put);
        return Json.object()
                .put("message", event.message())
                .put("kind", event.kind().wire())
                .put("about", event.about())
                .put("facts", facts.build())
                .build();
    }
}
