package dev.stile.flow.webhook;

import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;
import dev.stile.core.digest.Sha256;
import dev.stile.core.inbox.Frame;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.SetAside;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.redact.Redaction;
import dev.stile.core.store.Database;
import dev.stile.core.terminal.OutputFilter;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Takes deliveries: checks them, and stores what is new before it answers. Runs no rule. Any thread
 * may call.
 */
public final class WebhookIntake {
    /** Kind of every event that came by a receiver; what it is about is in its payload. */
    public static final String KIND = "webhook";

    private final WebhookCheck check = new WebhookCheck();
    private final JsonWriter json = new JsonWriter();
    private final Database database;
    private final PieceStore pieces;
    private final Redaction secrets;
    private final Hints hints;
    private final Clock clock;

    /**
     * @param secrets takes secrets out of what is kept
     */
    public WebhookIntake(
            Database database, Inbox inbox, OutputFilter secrets, Hints hints, Clock clock) {
        this.database = database;
        this.pieces = new PieceStore(database, inbox);
        this.secrets = new Redaction(secrets);
        this.hints = hints;
        this.clock = clock;
    }

    /** Takes one delivery. May be repeated: it is stored once. */
    public Received take(Endpoint endpoint, RawDelivery delivery, Deadline deadline) {
        return take(endpoint, delivery, Set.of(), deadline);
    }

    /**
     * The same with flags of ours.
     *
     * @param flags of the event
     */
    Received take(
            Endpoint endpoint, RawDelivery delivery, Set<InboxFlag> flags, Deadline deadline) {
        if (endpoint.keys().isEmpty()) {
            return new Received.Unavailable();
        }
        Instant now = clock.instant();
        Verdict verdict =
                check.check(delivery, endpoint.preset(), endpoint.keys(), now, endpoint.label());
        return switch (verdict) {
            case Verdict.Refused refused -> new Received.Refused();
            case Verdict.Asked(String answer) -> new Received.Asked(answer);
            case Verdict.Malformed malformed ->
                    pieces.store(unreadable(endpoint, malformed, now), deadline);
            case Verdict.Accepted accepted
                    when isKnownBySecret(accepted.identity()) && !endpoint.hint() ->
                    pieces.store(
                            unreadable(endpoint, inSecretsPlace(delivery, endpoint, accepted), now),
                            deadline);
            case Verdict.Accepted accepted -> {
                Received received = pieces.store(event(endpoint, accepted, flags, now), deadline);
                if (received instanceof Received.Hinted) {
                    hints.hint(endpoint.connection(), accepted.key());
                }
                yield received;
            }
        };
    }

    /**
     * Forgets deliveries that nothing can repeat any more. To be called from time to time.
     *
     * @param limit most to forget in one commit
     * @return how many
     */
    public int prune(int limit, Deadline deadline) {
        return database.transaction(
                deadline, transaction -> WebhookTable.prune(transaction, clock.instant(), limit));
    }

    private Piece event(
            Endpoint endpoint, Verdict.Accepted accepted, Set<InboxFlag> flags, Instant now) {
        // A hint is known by it, too.
        Identity identity = identity(accepted.identity());
        String id = identity.id().text();
        String payload =
                accepted.payload()
                        .sanitise(Sanitizers.<Json.JsonObject>sqlParameter(json::text))
                        .value();
        String kept =
                accepted.payload()
                        .sanitise(
                                Sanitizers.<Json.JsonObject>sqlParameter(
                                        each -> secrets.written(each, payload)))
                        .value();
        Optional<String> key = accepted.key().map(WebhookIntake::text);
        Optional<String> reference = accepted.reference().map(WebhookIntake::text);
        Optional<String> cleanKey = key.map(secrets::text);
        Optional<String> cleanReference = reference.map(secrets::text);
        InboxEvent event =
                new InboxEvent(
                        id,
                        KIND,
                        cleanKey,
                        Optional.empty(),
                        accepted.happened(),
                        accepted.payload().label(),
                        flags,
                        kept,
                        accepted.bodySha256());
        return new Piece(
                endpoint,
                identity,
                accepted.generation(),
                cleanReference,
                new Frame.Happened(event, new Cursor(id), accepted.sentAnew()),
                !kept.equals(payload)
                        || !cleanKey.equals(key)
                        || !cleanReference.equals(reference)
                        || !identity.equals(accepted.identity()),
                now);
    }

    private boolean isKnownBySecret(Identity identity) {
        return secrets.finds(identity.id().text());
    }

    /** A secret must not become what a delivery is known by. */
    private static Verdict.Malformed inSecretsPlace(
            RawDelivery delivery, Endpoint endpoint, Verdict.Accepted accepted) {
        return new Verdict.Malformed(
                accepted.identity(),
                accepted.generation(),
                Redaction.IN_IDENTITY,
                Tainted.of(delivery.body(), endpoint.label()),
                accepted.bodySha256());
    }

    /** By the digest of its id where that holds a secret, so that it is still set aside once. */
    private Identity identity(Identity told) {
        return isKnownBySecret(told)
                ? new Identity(
                        new EventId("sha256:" + Sha256.hex(told.id().text())), told.sameness())
                : told;
    }

    /** The sender's own, so that it must not be sent for ever; a person can look at it. */
    private Piece unreadable(Endpoint endpoint, Verdict.Malformed malformed, Instant now) {
        byte[] body =
                malformed
                        .body()
                        .sanitise(
                                Sanitizers.<byte[]>sqlParameter(
                                        raw -> new String(raw, StandardCharsets.ISO_8859_1)))
                        .value()
                        .getBytes(StandardCharsets.ISO_8859_1);
        byte[] cleaned = secrets.bytes(body);
        Identity identity = identity(malformed.identity());
        SetAside what =
                new SetAside(
                        malformed.reason(),
                        Optional.of(identity.id().text()),
                        body.length,
                        malformed.sha256(),
                        Arrays.copyOf(cleaned, Math.min(cleaned.length, SetAside.MOST_EXCERPT)));
        return new Piece(
                endpoint,
                identity,
                malformed.generation(),
                Optional.empty(),
                new Frame.Unusable(what),
                !identity.equals(malformed.identity()) || !Arrays.equals(cleaned, body),
                now);
    }

    private static String text(Tainted<String> value) {
        return value.sanitise(Sanitizers.<String>sqlParameter(each -> each)).value();
    }
}
