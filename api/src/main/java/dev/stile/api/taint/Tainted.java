package dev.stile.api.taint;

import dev.stile.api.label.Label;
import dev.stile.api.value.Checked;

import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A value that came from outside, or was computed from one. It has no accessor: it can be mapped,
 * joined, checked against a grammar, or sanitised for one sink. Immutable if its value is; any
 * thread may use it.
 *
 * @param <T> what is inside
 */
public final class Tainted<T> {
    private final T value;
    private final Label label;

    private Tainted(T value, Label label) {
        this.value = Objects.requireNonNull(value);
        this.label = Objects.requireNonNull(label);
    }

    /** Taints a value. Always safe; the label says where it came from. */
    public static <T> Tainted<T> of(T value, Label label) {
        return new Tainted<>(value, label);
    }

    /** Where the value came from and who may see it. */
    public Label label() {
        return label;
    }

    /**
     * Computes another tainted value. The function is pure: it must not let the value out by a side
     * effect.
     */
    public <U> Tainted<U> map(Function<? super T, ? extends U> function) {
        return new Tainted<>(function.apply(value), label);
    }

    /** Computes a list and taints each item. */
    public <U> List<Tainted<U>> mapEach(Function<? super T, ? extends List<? extends U>> function) {
        return function.apply(value).stream().map(item -> new Tainted<U>(item, label)).toList();
    }

    /** Computes a tainted value from two; the labels join. */
    public <U, R> Tainted<R> combine(
            Tainted<U> other, BiFunction<? super T, ? super U, ? extends R> function) {
        return new Tainted<>(function.apply(value, other.value), label.join(other.label));
    }

    /** The same value under a stricter label. */
    public Tainted<T> joined(Label stricter) {
        return new Tainted<>(value, label.join(stricter));
    }

    /**
     * Takes out one of the value types whose grammar bounds them: an id, a version, a cursor, a
     * count.
     */
    public <V extends Checked> V checked(Function<? super T, V> reader) {
        return reader.apply(value);
    }

    /** Makes the value safe for one sink. */
    public <U, S extends Sink> Untainted<U, S> sanitise(Sanitizer<? super T, U, S> sanitizer) {
        return new Untainted<>(sanitizer.clean(value), label);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tainted<?> that
                && value.equals(that.value)
                && label.equals(that.label);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, label);
    }

    /** Says only that something is here. */
    @Override
    public String toString() {
        return "[TAINTED]";
    }
}
