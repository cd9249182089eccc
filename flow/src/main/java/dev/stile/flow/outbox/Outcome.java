package dev.stile.flow.outbox;

import java.time.Duration;
import java.util.Optional;

/** How an attempt ended. */
sealed interface Outcome {
    /** As rows spell it. */
    String code();

    /** What is kept of it: a JSON object as text. */
    String result();

    /** It happened. */
    record Sent(String result, Optional<String> receipt, Optional<String> receiptUrl)
            implements Outcome {
        @Override
        public String code() {
            return "ok";
        }
    }

    /**
     * It definitely did not happen.
     *
     * @param retryAfter how long to wait at least; empty if a retry cannot help
     */
    record Failed(String code, String result, Optional<Duration> retryAfter) implements Outcome {}

    /** Nobody knows. */
    record Unknown(String code, String result) implements Outcome {}
}
