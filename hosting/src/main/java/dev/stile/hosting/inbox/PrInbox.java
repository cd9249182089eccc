package dev.stile.hosting.inbox;

import dev.stile.api.json.Json;
import dev.stile.api.json.Json.JsonObject;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.digest.Sha256;
import dev.stile.core.inbox.Frame;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.inbox.Taken;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.store.Transaction;
import dev.stile.core.terminal.OutputFilter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stores what was told of pull requests within somebody's commit. Any thread may call. */
public final class PrInbox {
    /** The stream of a connection's pull requests. */
    static final String STREAM = "pulls";

    private final Inbox inbox;
    private final OutputFilter secrets;
    private final JsonWriter writer = new JsonWriter();

    /**
     * @param secrets takes secrets out of payloads
     */
    public PrInbox(Inbox inbox, OutputFilter secrets) {
        this.inbox = inbox;
        this.secrets = secrets;
    }

    /** What became of each, in the same order. */
    public List<Taken> store(
            Transaction transaction, String connection, List<ToldEvent> told, AuditEntry crossing) {
        if (told.isEmpty()) {
            return List.of();
        }
        List<Frame> frames =
                told.stream()
                        .<Frame>map(each -> new Frame.Happened(event(each), new Cursor(each.id())))
                        .toList();
        return inbox.store(transaction, new StreamName(connection, STREAM), frames, crossing);
    }

    /** The host refuses the credentials of a connection: told once for each of its versions. */
    public void expired(
            Transaction transaction,
            String connection,
            long version,
            Instant now,
            AuditEntry crossing) {
        String payload =
                writer.text(
                        Json.object()
                                .put("connection", connection)
                                .put("version", version)
                                .build());
        String id = "expired-" + Sha256.hex(connection + "\n" + version);
        InboxEvent event =
                new InboxEvent(
                        id,
                        "connection.expired",
                        Optional.of(connection),
                        Optional.empty(),
                        now,
                        Label.ofUser().join(Label.outside(Scope.of(connection))),
                        Set.of(),
                        payload,
                        Sha256.hex(payload));
        inbox.store(
                transaction,
                new StreamName(connection, STREAM),
                List.of(new Frame.Happened(event, new Cursor(id))),
                crossing);
    }

    private InboxEvent event(ToldEvent told) {
        String payload =
                told.payload().sanitise(Sanitizers.<JsonObject>sqlParameter(writer::text)).value();
        return new InboxEvent(
                told.id(),
                told.kind(),
                Optional.of(told.pr().key()),
                Optional.of(told.pr().repo().path()),
                told.happened(),
                told.payload().label(),
                Set.of(),
                secrets.clean(payload),
                Sha256.hex(payload));
    }
}
