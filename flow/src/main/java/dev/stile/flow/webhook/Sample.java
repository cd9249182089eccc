package dev.stile.flow.webhook;

import dev.stile.api.json.Json;
import dev.stile.core.json.JsonWriter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A delivery of our own, signed as the sender would. Pure. */
final class Sample {
    private final Preset preset;
    private final String id;
    private final Instant now;

    /**
     * @param id of the delivery, visible ASCII
     */
    Sample(Preset preset, String id, Instant now) {
        this.preset = preset;
        this.id = id;
        this.now = now;
    }

    /** The delivery; nothing if the secret is not of a form that the preset knows. */
    Optional<RawDelivery> signedWith(Key key) {
        return key.value()
                .lend(secret -> preset.form(secret).flatMap(form -> signed(form, secret)));
    }

    private Optional<RawDelivery> signed(Form form, byte[] secret) {
        String time = form.time().map(this::time).orElse("");
        byte[] body = new JsonWriter().bytes(body(form));
        Map<String, String> headers = new TreeMap<>();
        form.delivery()
                .ifPresent(
                        place -> {
                            if (place instanceof Place.Header(String name)) {
                                headers.put(name, id);
                            }
                        });
        String before = "";
        if (form.time().isPresent()
                && form.time().get().place() instanceof Place.Header(String name)) {
            headers.put(name, form.time().get().part() + time);
            before =
                    form.time().get().part().isEmpty() ? "" : form.time().get().part() + time + ",";
        }
        Optional<String> proof = proof(form.proof(), secret, time, body);
        String proofBefore = before;
        proof.ifPresent(text -> headers.put(form.proof().header(), proofBefore + text));
        Map<String, List<String>> all = new TreeMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return proof.map(text -> new RawDelivery(all, body));
    }

    private Optional<String> proof(Proof proof, byte[] secret, String time, byte[] body) {
        return switch (proof) {
            case Proof.Token token -> Optional.of(new String(secret, StandardCharsets.UTF_8));
            case Proof.Hmac hmac ->
                    Signatures.digest(
                                    hmac, secret, sink -> hmac.signed().feed(id, time, body, sink))
                            .map(digest -> Signatures.written(hmac, digest));
        };
    }

    private Json body(Form form) {
        Json body = Json.object().put("message", "a test of this receiver").build();
        if (form.delivery().isPresent()
                && form.delivery().get() instanceof Place.Pointer(String pointer)) {
            body = with(body, steps(pointer), Json.text(id));
        }
        if (form.time().isPresent()
                && form.time().get().place() instanceof Place.Pointer(String pointer)) {
            long count = Long.parseLong(time(form.time().get()));
            body = with(body, steps(pointer), Json.number(count));
        }
        return body;
    }

    private String time(SignedTime time) {
        return Long.toString(
                switch (time.unit()) {
                    case S -> now.getEpochSecond();
                    case MS -> now.toEpochMilli();
                });
    }

    private static List<String> steps(String pointer) {
        return List.of(pointer.substring(1).split("/", -1));
    }

    private static Json with(Json value, List<String> steps, Json leaf) {
        if (steps.isEmpty()) {
            return leaf;
        }
        Map<String, Json> members = new LinkedHashMap<>();
        if (value instanceof Json.JsonObject object) {
            members.putAll(object.members());
        }
        Json child = members.getOrDefault(steps.getFirst(), Json.object().build());
        members.put(steps.getFirst(), with(child, steps.subList(1, steps.size()), leaf));
        return new Json.JsonObject(members);
    }
}
