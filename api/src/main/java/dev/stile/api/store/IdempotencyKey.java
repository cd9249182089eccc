package dev.stile.api.store;

/**
 * Names one intended write: the same on every attempt.
 *
 * @param text {@code [A-Za-z0-9_-]{1,128}}
 */
public record IdempotencyKey(String text) {
    public IdempotencyKey {
        if (!text.matches("[A-Za-z0-9_-]{1,128}")) {
            throw new IllegalArgumentException(
                    "an idempotency key is 1 to 128 of A-Z, a-z, 0-9, _ and -");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
