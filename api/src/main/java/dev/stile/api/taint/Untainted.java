package dev.stile.api.taint;

import dev.stile.api.label.Label;

import java.util.Objects;
import java.util.function.Function;

/**
 * A value that may go to one sink: it was made safe for it, or the user wrote it. Only the
 * sanitisers of this package and {@link UserInput} make one. Immutable if its value is; any thread
 * may use it.
 *
 * @param <T> what is inside
 * @param <S> the one sink that it may go to
 */
public final class Untainted<T, S extends Sink> {
    private final T value;
    private final Label label;

    Untainted(T value, Label label) {
        this.value = Objects.requireNonNull(value);
        this.label = Objects.requireNonNull(label);
    }

    /** The value, for the sink. */
    public T value() {
        return value;
    }

    /** The label stays: being safe to write is not being free to show. */
    public Label label() {
        return label;
    }

    /** Puts the value into the form that the sink takes, such as a request body. */
    public <U> Untainted<U, S> map(Function<? super T, ? extends U> function) {
        return new Untainted<>(function.apply(value), label);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Untainted<?, ?> that
                && value.equals(that.value)
                && label.equals(that.label);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, label);
    }

    @Override
    public String toString() {
        return "[UNTAINTED " + value.getClass().getSimpleName() + "]";
    }
}
