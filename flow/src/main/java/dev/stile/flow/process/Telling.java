package dev.stile.flow.process;

import dev.stile.api.call.Deadline;
import dev.stile.api.event.EventFlag;
import dev.stile.api.event.EventSink;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;
import dev.stile.core.digest.Sha256;
import dev.stile.core.redact.Redaction;
import dev.stile.flow.process.child.Line;
import dev.stile.flow.process.wire.FrameReader;
import dev.stile.flow.process.wire.Told;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells a sink what a child told, without secrets and under its label. For one thread. */
final class Telling {
    /** More are kept of no line. */
    private static final int EXCERPT = 64 * 1024;

    /** Why the frame of a secret is set aside. */
    static final String SECRET_NOT_DECLARED = "secret_not_declared";

    /** Lines in which a secret was told of before, or has its place. */
    private static final Set<String> SAID_ALREADY =
            Set.of(Redaction.IN_IDENTITY, SECRET_NOT_DECLARED);

    private static final Duration RENEWING = Duration.ofSeconds(30);

    private final Caller caller;
    private final String run;
    private final EventSink sink;
    private final Label label;
    private final Redaction redaction;

    Telling(Caller caller, String run, EventSink sink, Label label) {
        this.caller = caller;
        this.run = run;
        this.sink = sink;
        this.label = label;
        this.redaction = new Redaction(caller.host().redactor());
    }

    /**
     * A secret must not become what an event is known by.
     *
     * @return false, and nothing is told, if its id, kind or cursor holds one
     */
    boolean event(Told.Event told) {
        if (redaction.finds(told.id().text())
                || redaction.finds(told.kind())
                || redaction.finds(told.cursor().text())) {
            sink.notice(Redaction.FOUND);
            return false;
        }
        Redaction.Cleaned<Json> payload = redaction.json(told.payload(), told.text());
        if (payload.found() || told.key().filter(redaction::finds).isPresent()) {
            sink.notice(Redaction.FOUND);
        }
        Json.JsonObject object = (Json.JsonObject) payload.value();
        sink.event(
                new SourceEvent(
                        told.id(),
                        told.cursor(),
                        told.kind(),
                        told.time(),
                        told.key().map(this::tainted),
                        container(object).map(this::tainted),
                        flags(object),
                        Tainted.of(object, label),
                        payload.found() ? Optional.of(Sha256.hex(told.text())) : Optional.empty()));
        return true;
    }

    /** Returns false, and keeps no place, if it holds a secret. */
    boolean checkpoint(Cursor cursor) {
        if (redaction.finds(cursor.text())) {
            sink.notice(Redaction.FOUND);
            return false;
        }
        sink.checkpoint(cursor);
        return true;
    }

    void gap(Gap gap) {
        Gap cleaned = redaction.gap(gap);
        if (!cleaned.equals(gap)) {
            sink.notice(Redaction.FOUND);
        }
        sink.gap(cleaned);
    }

    void health(Told.Health told) {
        told.detail().ifPresent(text -> caller.note(run, text));
        SourceHealth cleaned = redaction.health(told.health());
        if (!cleaned.equals(told.health())) {
            sink.notice(Redaction.FOUND);
        }
        sink.health(cleaned);
    }

    /**
     * The redactor learns it before the next frame is looked at, whoever it belongs to.
     *
     * @return whether the template declares it
     */
    boolean secret(Told.Secret told) {
        caller.host().redactor().register(told.value());
        if (!caller.secrets().isDeclared(told.name())) {
            return false;
        }
        boolean lasts = caller.secrets().renew(told.name(), told.value(), Deadline.after(RENEWING));
        if (!lasts) {
            caller.context()
                    .log()
                    .note(
                            caller.connection()
                                    + " ("
                                    + run
                                    + ") renewed the secret "
                                    + told.name()
                                    + "; it is lost when Stile ends, since only the file of a file:"
                                    + " reference can keep it",
                            List.of());
        }
        return true;
    }

    void unusable(String reason, Optional<EventId> id, Line line) {
        sink.unusable(
                reason,
                withoutSecret(id),
                excerpt(reason, line),
                line.length(),
                line.sha256().get());
    }

    /** An event that cannot be kept, though it says what it is called and where it stands. */
    void refused(String reason, EventId id, Cursor cursor, Line line) {
        SourceEvent answered =
                new SourceEvent(
                        id,
                        cursor,
                        FrameReader.USUAL_KIND,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        Tainted.of(Json.object().build(), label));
        sink.unusable(
                reason,
                withoutSecret(Optional.of(id)),
                excerpt(reason, line),
                line.length(),
                line.sha256().get(),
                answered);
    }

    private Optional<EventId> withoutSecret(Optional<EventId> id) {
        return id.filter(known -> !redaction.finds(known.text()));
    }

    private Tainted<byte[]> excerpt(String reason, Line line) {
        byte[] told = line.bytes();
        byte[] cleaned = caller.host().redactor().clean(told);
        if (!Arrays.equals(cleaned, told) && !SAID_ALREADY.contains(reason)) {
            sink.notice(Redaction.FOUND);
        }
        return Tainted.of(
                cleaned.length > EXCERPT ? Arrays.copyOf(cleaned, EXCERPT) : cleaned, label);
    }

    private Tainted<String> tainted(String text) {
        return Tainted.of(redaction.text(text), label);
    }

    private static Optional<String> container(Json.JsonObject payload) {
        return payload.get("source")
                .flatMap(
                        source ->
                                source instanceof Json.JsonObject object
                                        ? object.get("container")
                                        : Optional.empty())
                .flatMap(
                        name ->
                                name instanceof Json.JsonText(String text) && isName(text)
                                        ? Optional.of(text)
                                        : Optional.empty());
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= 256
                && text.chars().noneMatch(Character::isISOControl);
    }

    /** As a list of words, or as an object of true and false. */
    private static Set<EventFlag> flags(Json.JsonObject payload) {
        Json said = payload.get("flags").orElseGet(Json::nothing);
        EnumSet<EventFlag> flags = EnumSet.noneOf(EventFlag.class);
        for (EventFlag flag : EventFlag.values()) {
            String word = flag.name().toLowerCase(Locale.ROOT);
            boolean set =
                    switch (said) {
                        case Json.JsonArray(var items) -> items.contains(Json.text(word));
                        case Json.JsonObject object ->
                                object.get(word).filter(Json.flag(true)::equals).isPresent();
                        default -> false;
                    };
            if (set) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
