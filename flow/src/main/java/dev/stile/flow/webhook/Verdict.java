package dev.stile.flow.webhook;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;

import java.time.Instant;
import java.util.Optional;

/** What is known of a delivery once it was checked. */
public sealed interface Verdict {
    /**
     * It is the sender's, and new as far as the check itself can tell.
     *
     * @param identity what makes it the same as another one
     * @param generation of the secret that proves it
     * @param happened as the sender says, or when it was signed, or when it arrived
     * @param key what must stay in order
     * @param reference the item that it is about
     * @param payload compact, at most 16 KiB
     * @param bodySha256 of the body as it arrived
     * @param sentAnew whether the body says when it was sent: the same delivery, sent once more,
     *     has another one
     */
    record Accepted(
            Identity identity,
            int generation,
            Instant happened,
            Optional<Tainted<String>> key,
            Optional<Tainted<String>> reference,
            Tainted<Json.JsonObject> payload,
            String bodySha256,
            boolean sentAnew)
            implements Verdict {}

    /**
     * It only asks whether we are there.
     *
     * @param answer to be sent back: visible ASCII
     */
    record Asked(String answer) implements Verdict {}

    /**
     * It is the sender's, and cannot be read.
     *
     * @param reason a word of ours
     */
    record Malformed(
            Identity identity, int generation, String reason, Tainted<byte[]> body, String sha256)
            implements Verdict {}

    /** It proves nothing, or is too old. Why is nobody's business. */
    record Refused() implements Verdict {}
}
