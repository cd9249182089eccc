package dev.stile.flow.webhook;

import java.util.Optional;

/**
 * One way in which a vendor signs.
 *
 * @param secretPrefix secrets of this form begin so; empty for any secret
 * @param time what is signed of when; empty where nothing is
 * @param delivery where the id of the delivery is; empty where there is none
 */
record Form(String secretPrefix, Proof proof, Optional<SignedTime> time, Optional<Place> delivery) {
    Form {
        if (proof instanceof Proof.Hmac hmac) {
            if (hmac.signed().coversTime()
                    && !(time.isPresent() && time.get().place() instanceof Place.Header)) {
                throw new IllegalArgumentException("a time that is signed needs its header");
            }
            if (hmac.signed().coversId()
                    && !(delivery.isPresent() && delivery.get() instanceof Place.Header)) {
                throw new IllegalArgumentException("an id that is signed needs its header");
            }
            boolean unsignedTime =
                    time.isPresent()
                            && time.get().place() instanceof Place.Header
                            && !hmac.signed().coversTime();
            if (unsignedTime) {
                throw new IllegalArgumentException(
                        "a time in a header counts only if it is signed");
            }
        } else if (time.isPresent()) {
            throw new IllegalArgumentException("where nothing is signed no time is");
        }
    }

    /** Whether it proves who sends and nothing of what is sent. */
    boolean isSenderOnly() {
        return proof instanceof Proof.Token;
    }

    /**
     * Whether the sender's next attempt at the same delivery has another body: its time is in it.
     */
    boolean isTimeInBody() {
        return time.filter(each -> each.place() instanceof Place.Pointer).isPresent();
    }

    /** Whether an old delivery that comes again cannot be told from a new one for ever. */
    boolean isReplayable() {
        return delivery.isEmpty() && time.isEmpty() && !isSenderOnly();
    }

    /** Whether nobody but the sender can have chosen the id. */
    boolean isIdSigned() {
        return proof instanceof Proof.Hmac hmac
                && delivery.isPresent()
                && (delivery.get() instanceof Place.Pointer || hmac.signed().coversId());
    }
}
