package dev.stile.flow.webhook;

import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.EventId;
import dev.stile.core.digest.Sha256;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Checks a delivery: signature over the raw bytes, then parsing, then the time window. Whether it
 * was there before is the next question and needs the store. Pure; any thread may call.
 */
public final class WebhookCheck {
    /** How long equal bodies are one delivery where nothing tells them apart. */
    static final Duration EQUAL_BODIES = Duration.ofMinutes(10);

    private static final int LONGEST_ANSWER = 1024;

    private final JsonReader json = new JsonReader();
    private final PayloadMaker payloads = new PayloadMaker();

    /**
     * @param keys the secrets that are valid now
     * @param now on our clock
     * @param label of whatever the connection says
     */
    public Verdict check(
            RawDelivery delivery, Preset preset, List<Key> keys, Instant now, Label label) {
        Optional<Proving.Proven> proven = new Proving(delivery).with(preset, keys);
        return proven.isEmpty()
                ? new Verdict.Refused()
                : parsed(delivery, preset, proven.get(), now, label);
    }

    private Verdict parsed(
            RawDelivery delivery, Preset preset, Proving.Proven proven, Instant now, Label label) {
        Json body;
        try {
            body = json.read(delivery.body());
        } catch (InvalidJsonException broken) {
            return unreadable(delivery, proven, label, now);
        }
        try {
            return timely(delivery, preset, proven, body, now, label);
        } catch (IllegalArgumentException halfCharacter) {
            // The name of a member that has no UTF-8: JSON allows it and no store takes it.
            return malformed("not_storable", delivery, proven, label);
        }
    }

    private Verdict timely(
            RawDelivery delivery,
            Preset preset,
            Proving.Proven proven,
            Json body,
            Instant now,
            Label label) {
        Optional<Instant> signed = proven.form().time().flatMap(time -> when(time, proven, body));
        if (proven.form().time().isPresent()) {
            SignedTime time = proven.form().time().get();
            if (signed.isEmpty() || !time.isWithin(signed.get(), now)) {
                return new Verdict.Refused();
            }
        }
        Optional<Verdict> asked = preset.challenge().flatMap(each -> asked(each, delivery, body));
        return asked.orElseGet(
                () -> accepted(delivery, preset, proven, body, signed.orElse(now), now, label));
    }

    /** Its time may be unreadable with it: then only a signed header can prove that it is new. */
    private static Verdict unreadable(
            RawDelivery delivery, Proving.Proven proven, Label label, Instant now) {
        if (proven.form().time().isPresent()) {
            SignedTime time = proven.form().time().get();
            boolean fresh =
                    time.read(proven.time()).filter(at -> time.isWithin(at, now)).isPresent();
            if (!fresh) {
                return new Verdict.Refused();
            }
        }
        return malformed("not_json", delivery, proven, label);
    }

    private static Verdict malformed(
            String reason, RawDelivery delivery, Proving.Proven proven, Label label) {
        String sha256 = Sha256.hex(delivery.body());
        return new Verdict.Malformed(
                byContent(sha256, proven.signedSha256()),
                proven.generation(),
                reason,
                Tainted.of(delivery.body(), label),
                sha256);
    }

    private static Optional<Instant> when(SignedTime time, Proving.Proven proven, Json body) {
        Optional<String> text =
                switch (time.place()) {
                    case Place.Header header -> Optional.of(proven.time());
                    case Place.Pointer(String pointer) ->
                            Pointers.find(body, pointer).flatMap(WebhookCheck::number);
                };
        return text.flatMap(time::read);
    }

    private static Optional<String> number(Json value) {
        return value instanceof Json.JsonNumber(var number)
                ? Optional.of(number.toPlainString())
                : Optional.empty();
    }

    private static Optional<Verdict> asked(
            Preset.Challenge challenge, RawDelivery delivery, Json body) {
        boolean meant =
                challenge
                        .place()
                        .find(delivery, body)
                        .filter(challenge.equal()::equals)
                        .isPresent();
        return meant
                ? challenge
                        .answer()
                        .find(delivery, body)
                        .filter(WebhookCheck::isHarmless)
                        .map(Verdict.Asked::new)
                : Optional.empty();
    }

    private static boolean isHarmless(String answer) {
        return answer.length() <= LONGEST_ANSWER
                && answer.chars().allMatch(unit -> unit > ' ' && unit < 127);
    }

    private Verdict accepted(
            RawDelivery delivery,
            Preset preset,
            Proving.Proven proven,
            Json body,
            Instant signed,
            Instant now,
            Label label) {
        PayloadMaker.Made made = payloads.make(preset.mapping(), delivery, body, signed);
        String sha256 = Sha256.hex(delivery.body());
        return new Verdict.Accepted(
                identity(delivery, proven, body, sha256, now),
                proven.generation(),
                made.happened(),
                made.key().map(text -> Tainted.of(text, label)),
                made.url().map(text -> Tainted.of(text, label)),
                Tainted.of(made.payload(), label),
                sha256,
                proven.form().isTimeInBody());
    }

    private static Identity identity(
            RawDelivery delivery, Proving.Proven proven, Json body, String sha256, Instant now) {
        Form form = proven.form();
        if (form.delivery().isEmpty() && !form.isSenderOnly()) {
            return unnamed(form, sha256, now);
        }
        Optional<EventId> id =
                form.delivery()
                        .flatMap(place -> place.find(delivery, body))
                        .flatMap(WebhookCheck::id);
        if (id.isEmpty()) {
            return byContent(sha256, proven.signedSha256());
        }
        return new Identity(
                id.get(),
                form.isIdSigned()
                        ? Optional.empty()
                        : Optional.of(
                                new Identity.Sameness(proven.signedSha256(), Optional.empty())));
    }

    /** Nothing names it: an equal body soon after is the same one, a later one may be another. */
    private static Identity unnamed(Form form, String sha256, Instant now) {
        Duration window =
                form.time().map(time -> time.window().multipliedBy(2)).orElse(EQUAL_BODIES);
        Duration within = window.compareTo(EQUAL_BODIES) > 0 ? window : EQUAL_BODIES;
        return new Identity(
                new EventId("sha256:" + sha256 + "@" + now.toEpochMilli()),
                Optional.of(new Identity.Sameness(sha256, Optional.of(within))));
    }

    private static Identity byContent(String sha256, String signedSha256) {
        return new Identity(
                new EventId("sha256:" + sha256),
                Optional.of(new Identity.Sameness(signedSha256, Optional.empty())));
    }

    private static Optional<EventId> id(String text) {
        try {
            return Optional.of(new EventId(text));
        } catch (IllegalArgumentException notOfThatForm) {
            return Optional.empty();
        }
    }
}
