package dev.stile.api.value;

/**
 * One of a closed set of answers that were worked out from outside data, such as "equal" or
 * "changed".
 *
 * @param <E> the set of answers
 * @param answer the answer
 */
public record Fact<E extends Enum<E>>(E answer) implements Checked {}
