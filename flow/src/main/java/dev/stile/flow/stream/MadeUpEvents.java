package dev.stile.flow.stream;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Manifest;
import dev.stile.api.json.Json;
import dev.stile.api.label.Scope;
import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.digest.Sha256;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Remedy;
import dev.stile.core.inbox.Frame;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.inbox.Taken;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.store.Database;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stores events that a person made up to try a rule (FL-104). They are flagged, so that no rule
 * sees one by chance, and carry the label of what the connection really reads. Any thread may call.
 */
public final class MadeUpEvents {
    private static final Remedy OTHER =
            Remedy.of(
                    "Give another id, or the payload that it has.",
                    "stile event show {event}",
                    "stile event list");

    private static final String STREAM = "test";

    private final Database database;
    private final Inbox inbox;
    private final Clock clock;

    public MadeUpEvents(Database database, Inbox inbox, Clock clock) {
        this.database = database;
        this.inbox = inbox;
        this.clock = clock;
    }

    /**
     * What was made up.
     *
     * @param id unique within the connection; told twice with the same payload it is one event
     * @param key what it stays in order with; empty means what the connector's order keys say
     */
    public record MadeUp(String id, String kind, Optional<String> key, Json.JsonObject payload) {}

    /**
     * Stores it as an event of that connection; its live cursor stays where it is.
     *
     * @throws Failure POLICY_REFUSED; IDEMPOTENCY_CONFLICT if an event of that id says something
     *     else: nothing is stored then, and nothing set aside
     */
    public StoredEvent store(
            Deadline deadline, String connection, Manifest manifest, MadeUp what, Subject subject) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        String payload = new JsonWriter().text(what.payload());
        InboxEvent event =
                new InboxEvent(
                        what.id(),
                        what.kind(),
                        what.key().or(() -> new OrderKeys(manifest.orderKeys()).of(what.payload())),
                        Optional.empty(),
                        clock.instant(),
                        manifest.label().of(Scope.of(connection)),
                        Set.of(InboxFlag.TEST),
                        payload,
                        Sha256.hex(payload));
        StreamName stream = new StreamName(connection, STREAM);
        database.transaction(
                deadline,
                transaction -> {
                    List<Taken> taken =
                            inbox.store(
                                    transaction,
                                    stream,
                                    List.of(new Frame.Happened(event, new Cursor(what.id()))),
                                    AuditEntry.of(
                                                    subject.origin(),
                                                    subject.actor(),
                                                    AuditVerb.EVENT_RECEIVED)
                                            .connection(connection));
                    if (taken.getFirst() instanceof Taken.Conflict) {
                        throw conflict(connection, what.id());
                    }
                    inbox.move(transaction, stream, Optional.empty());
                    return true;
                });
        return inbox.find(deadline, connection, what.id()).orElseThrow();
    }

    private static Failure conflict(String connection, String id) {
        String name = connection + "/" + id;
        return Failure.of(Code.IDEMPOTENCY_CONFLICT)
                .headline("there is an event " + name + " with another payload")
                .remedy(OTHER)
                .argument("event", name)
                .fact("event", name)
                .build();
    }
}
