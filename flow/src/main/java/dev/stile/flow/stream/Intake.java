package dev.stile.flow.stream;

import dev.stile.api.connector.SourceLabel;
import dev.stile.api.event.EventFlag;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;
import dev.stile.api.value.Fact;
import dev.stile.core.digest.Sha256;
import dev.stile.core.inbox.Frame;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.SetAside;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.redact.Redaction;
import dev.stile.core.terminal.OutputFilter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes of what a source tells what the inbox stores: the host stamps connection, place, label,
 * order and flags, so that nothing a source says can name another connection. Any thread may call.
 */
final class Intake {

    private final String connection;
    private final SourceLabel source;
    private final OrderKeys orderKeys;
    private final ContactFilter contacts;
    private final Set<InboxFlag> stamped;
    private final boolean versioned;
    private final Redaction secrets;
    private final Clock clock;
    private final JsonWriter json = new JsonWriter();

    /**
     * @param stamped flags of every event of this stream
     * @param versioned whether its ids name versions of what it looks at
     * @param secrets takes secrets out of what is kept
     */
    Intake(
            String connection,
            SourceLabel source,
            OrderKeys orderKeys,
            ContactFilter contacts,
            Set<InboxFlag> stamped,
            boolean versioned,
            OutputFilter secrets,
            Clock clock) {
        this.connection = connection;
        this.source = source;
        this.orderKeys = orderKeys;
        this.contacts = contacts;
        this.stamped = Set.copyOf(stamped);
        this.versioned = versioned;
        this.secrets = new Redaction(secrets);
        this.clock = clock;
    }

    /** What the calls of a source are labelled with, before it says where something is. */
    Label label() {
        return source.of(Scope.of(connection));
    }

    Told.ForInbox event(SourceEvent event) {
        if (!isWanted(event)) {
            return leftOut(event);
        }
        try {
            return isKnownBySecret(event)
                    ? aside(event, Redaction.IN_IDENTITY, json::text, knownBy(event))
                    : stored(event);
        } catch (IllegalArgumentException notText) {
            // Half a surrogate pair, or a place that is no name: the event itself is at fault.
            return unstorable(event);
        }
    }

    private boolean isWanted(SourceEvent event) {
        return event.container().stream()
                        .map(place -> place.checked(name -> new Fact<>(contacts.ofPlace(name))))
                        .anyMatch(Intake::saysYes)
                || saysYes(event.payload().checked(payload -> new Fact<>(contacts.of(payload))));
    }

    private static boolean saysYes(Fact<ContactFilter.Answer> fact) {
        return fact.answer() == ContactFilter.Answer.WANTED;
    }

    /** One that nobody wants: nothing of it is stored, and it need not be told again. */
    Told.ForInbox leftOut(SourceEvent event) {
        if (secrets.finds(event.cursor().text())) {
            return asideAt(event.cursor(), Optional.of(event), Optional.of(Redaction.IN_IDENTITY));
        }
        return new Told.ForInbox(
                new Frame.Checkpoint(event.cursor()),
                Optional.of(event),
                Optional.empty(),
                0,
                false);
    }

    /** Nothing before it is left to tell; one that holds a secret is no place to go on from. */
    Told.ForInbox checkpoint(Cursor cursor) {
        if (!secrets.finds(cursor.text())) {
            return new Told.ForInbox(
                    new Frame.Checkpoint(cursor), Optional.empty(), Optional.empty(), 0, false);
        }
        return asideAt(cursor, Optional.empty(), Optional.empty());
    }

    /** A place that holds a secret is kept apart, once, and nothing of the event that told it. */
    private Told.ForInbox asideAt(
            Cursor cursor, Optional<SourceEvent> event, Optional<String> refusal) {
        byte[] raw = cursor.text().getBytes(StandardCharsets.UTF_8);
        SetAside what =
                new SetAside(
                        Redaction.IN_IDENTITY,
                        Optional.empty(),
                        raw.length,
                        Sha256.hex(raw),
                        excerpt(raw));
        return new Told.ForInbox(
                new Frame.Unusable(what, true, Optional.empty(), event.isPresent()),
                event,
                refusal,
                raw.length,
                true);
    }

    /** What is kept of a gap. */
    Told.Missing gap(Gap gap) {
        Gap cleaned = secrets.gap(gap);
        return new Told.Missing(gap, cleaned, !cleaned.equals(gap));
    }

    /** How its source is, in words that may be kept. */
    SourceHealth health(SourceHealth said) {
        return secrets.health(said);
    }

    /**
     * @param sha256 of the whole, where the bytes are only its beginning
     */
    Told.ForInbox unusable(
            String reason,
            Optional<EventId> id,
            Tainted<byte[]> bytes,
            long length,
            Optional<String> sha256) {
        byte[] raw = latin(bytes).getBytes(StandardCharsets.ISO_8859_1);
        byte[] cleaned = secrets.bytes(raw);
        Optional<String> name = id.map(EventId::text);
        boolean secretSeen =
                !Arrays.equals(cleaned, raw) || name.filter(secrets::finds).isPresent();
        SetAside what =
                new SetAside(
                        secrets.text(reason),
                        name.filter(each -> !secrets.finds(each)),
                        length,
                        sha256.orElseGet(() -> Sha256.hex(raw)),
                        beginning(cleaned));
        return new Told.ForInbox(
                new Frame.Unusable(what, true),
                Optional.empty(),
                Optional.empty(),
                what.excerpt().length,
                secretSeen);
    }

    /** The same for one that is answered, and behind which the stream goes on. */
    Told.ForInbox refused(
            String reason,
            Optional<EventId> id,
            Tainted<byte[]> bytes,
            long length,
            String sha256,
            SourceEvent answered) {
        Told.ForInbox plain = unusable(reason, id, bytes, length, Optional.of(sha256));
        Optional<Cursor> behind = behind(answered);
        return plain.frame()
                        instanceof Frame.Unusable(SetAside what, boolean once, var none, var no)
                ? new Told.ForInbox(
                        new Frame.Unusable(what, once, behind, true),
                        Optional.of(answered),
                        Optional.of(what.reason()),
                        plain.bytes(),
                        plain.secretSeen() || behind.isEmpty())
                : plain;
    }

    /** The same event as a frame that is set aside, for one that the store itself refuses. */
    Told.ForInbox unstorable(SourceEvent event) {
        return aside(event, "not_storable", Intake::shown, "");
    }

    /** What tells it from another event with the same payload. */
    private static String knownBy(SourceEvent event) {
        return String.join("\n", event.id().text(), event.kind(), event.cursor().text(), "");
    }

    /** A secret must not become what an event is known by. */
    private boolean isKnownBySecret(SourceEvent event) {
        return secrets.finds(event.id().text())
                || secrets.finds(event.kind())
                || secrets.finds(event.cursor().text());
    }

    /**
     * @param knownBy counts for its digest, before the payload
     */
    private Told.ForInbox aside(
            SourceEvent event,
            String reason,
            Function<Json.JsonObject, String> written,
            String knownBy) {
        byte[] payload =
                event.payload()
                        .sanitise(Sanitizers.<Json.JsonObject>sqlParameter(written::apply))
                        .value()
                        .getBytes(StandardCharsets.UTF_8);
        SetAside what =
                new SetAside(
                        reason,
                        Optional.of(event.id().text()).filter(name -> !secrets.finds(name)),
                        payload.length,
                        Sha256.hex(joined(knownBy, payload)),
                        excerpt(payload));
        return new Told.ForInbox(
                new Frame.Unusable(what, true, behind(event), true),
                Optional.of(event),
                Optional.of(reason),
                what.excerpt().length,
                isKnownBySecret(event));
    }

    /** What is set aside need not be told again, unless its place is none to go on from. */
    private Optional<Cursor> behind(SourceEvent event) {
        return Optional.of(event.cursor())
                .filter(cursor -> isText(cursor.text()) && !secrets.finds(cursor.text()));
    }

    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    private Told.ForInbox stored(SourceEvent event) {
        String told = event.payload().sanitise(Sanitizers.sqlParameter(json::text)).value();
        // Two tellings are compared as they came, before a secret is taken out of what is kept.
        String sha256 = event.toldSha256().orElseGet(() -> Sha256.hex(told));
        String kept =
                event.payload()
                        .sanitise(
                                Sanitizers.<Json.JsonObject>sqlParameter(
                                        payload -> secrets.written(payload, told)))
                        .value();
        Optional<String> key = event.key().map(Intake::text).or(() -> key(event));
        Optional<String> container = event.container().map(Intake::text);
        Optional<String> cleanContainer = container.map(secrets::text);
        Optional<String> cleanKey = key.map(secrets::text);
        boolean secretSeen =
                !kept.equals(told) || !cleanContainer.equals(container) || !cleanKey.equals(key);
        InboxEvent stored =
                new InboxEvent(
                        event.id().text(),
                        event.kind(),
                        cleanKey.map(OrderKeys::bounded),
                        cleanContainer,
                        event.time().orElseGet(clock::instant),
                        label(event.payload().label(), cleanContainer),
                        flags(event.flags()),
                        kept,
                        sha256);
        return new Told.ForInbox(
                new Frame.Happened(stored, event.cursor(), versioned),
                Optional.of(event),
                Optional.empty(),
                told.length(),
                secretSeen);
    }

    /**
     * The payload's own label joined with that of its place. A payload that only bears the label of
     * the call, which says no more than the connection, is as private as its place.
     */
    private Label label(Label payload, Optional<String> container) {
        Label place =
                source.of(
                        container
                                .map(name -> Scope.of(connection, name))
                                .orElseGet(() -> Scope.of(connection)));
        return payload.equals(label()) ? place : payload.join(place);
    }

    private Optional<String> key(SourceEvent event) {
        String found =
                event.payload()
                        .sanitise(
                                Sanitizers.sqlParameter(
                                        (Json.JsonObject payload) ->
                                                orderKeys.of(payload).orElse("")))
                        .value();
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private Set<InboxFlag> flags(Set<EventFlag> told) {
        EnumSet<InboxFlag> flags = EnumSet.noneOf(InboxFlag.class);
        flags.addAll(stamped);
        told.forEach(flag -> flags.add(InboxFlag.valueOf(flag.name())));
        return flags;
    }

    private static byte[] joined(String first, byte[] rest) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(rest);
        return all.toByteArray();
    }

    private byte[] excerpt(byte[] raw) {
        return beginning(secrets.bytes(raw));
    }

    private static byte[] beginning(byte[] kept) {
        return Arrays.copyOf(kept, Math.min(kept.length, SetAside.MOST_EXCERPT));
    }

    /** For a person who looks for the fault: what is no text stands as its escape. */
    private static String shown(Json.JsonObject payload) {
        StringBuilder shown = new StringBuilder();
        payload.toString()
                .codePoints()
                .forEach(
                        point -> {
                            if (Character.getType(point) == Character.SURROGATE) {
                                shown.append("\\u").append(Integer.toHexString(point));
                            } else {
                                shown.appendCodePoint(point);
                            }
                        });
        return shown.toString();
    }

    private static String text(Tainted<String> value) {
        return value.sanitise(Sanitizers.<String>sqlParameter(each -> each)).value();
    }

    private static String latin(Tainted<byte[]> bytes) {
        return bytes.sanitise(
                        Sanitizers.sqlParameter(
                                (byte[] raw) -> new String(raw, StandardCharsets.ISO_8859_1)))
                .value();
    }
}
