package dev.stile.api.value;

/**
 * A count from outside: a total, an offset, a number of comments.
 *
 * @param value zero or more
 */
public record Quantity(long value) implements Checked {
    public Quantity {
        if (value < 0) {
            throw new IllegalArgumentException("a quantity is not negative: " + value);
        }
    }
}
