package dev.stile.flow.webhook;

import dev.stile.core.digest.Sha256;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** The first step of a check: whose a delivery is, by its raw bytes. Pure. */
final class Proving {
    /**
     * What was proven.
     *
     * @param id as it was signed, or as its header says; empty where there is none
     * @param time as it was signed; empty where no header says it
     * @param signedSha256 digest of what is signed
     */
    record Proven(Form form, int generation, String id, String time, String signedSha256) {}

    private final RawDelivery delivery;

    Proving(RawDelivery delivery) {
        this.delivery = delivery;
    }

    /** Tries each secret, the first as long as the last, so that time does not tell which. */
    Optional<Proven> with(Preset preset, List<Key> keys) {
        Optional<Proven> found = Optional.empty();
        for (Key key : keys) {
            Optional<Proven> proven = key.value().lend(secret -> one(preset, key, secret));
            found = found.or(() -> proven);
        }
        return found;
    }

    private Optional<Proven> one(Preset preset, Key key, byte[] secret) {
        if (secret.length == 0) {
            return Optional.empty();
        }
        return preset.form(secret)
                .flatMap(
                        form ->
                                switch (form.proof()) {
                                    case Proof.Hmac hmac -> signed(form, hmac, key, secret);
                                    case Proof.Token token -> known(form, token, key, secret);
                                });
    }

    private Optional<Proven> signed(Form form, Proof.Hmac hmac, Key key, byte[] secret) {
        Optional<String> header = delivery.header(hmac.header());
        Optional<String> id = headerOf(form.delivery());
        Optional<String> time = form.time().flatMap(each -> each.inHeader(delivery));
        boolean lacks =
                header.isEmpty()
                        || (hmac.signed().coversId() && id.isEmpty())
                        || (hmac.signed().coversTime() && time.isEmpty());
        if (lacks) {
            return Optional.empty();
        }
        MessageDigest content = Sha256.begin();
        Optional<byte[]> digest =
                Signatures.digest(
                        hmac,
                        secret,
                        sink ->
                                hmac.signed()
                                        .feed(
                                                id.orElse(""),
                                                time.orElse(""),
                                                delivery.body(),
                                                bytes -> {
                                                    sink.accept(bytes);
                                                    content.update(bytes);
                                                }));
        return digest.filter(made -> Signatures.holds(hmac, header.get(), made))
                .map(
                        made ->
                                new Proven(
                                        form,
                                        key.generation(),
                                        id.orElse(""),
                                        time.orElse(""),
                                        Sha256.hex(content)));
    }

    private Optional<Proven> known(Form form, Proof.Token token, Key key, byte[] secret) {
        byte[] claimed =
                delivery.header(token.header()).orElse("").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(secret, claimed)
                ? Optional.of(
                        new Proven(
                                form,
                                key.generation(),
                                headerOf(form.delivery()).orElse(""),
                                "",
                                Sha256.hex(delivery.body())))
                : Optional.empty();
    }

    private Optional<String> headerOf(Optional<Place> place) {
        return place.flatMap(
                each ->
                        each instanceof Place.Header(String name)
                                ? delivery.header(name)
                                : Optional.empty());
    }
}
