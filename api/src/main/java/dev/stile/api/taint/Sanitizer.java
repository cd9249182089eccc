package dev.stile.api.taint;

import java.util.function.Function;

/**
 * One named way out of taint, for one sink. The closed list of them is {@link Sanitizers}.
 *
 * @param <T> what goes in
 * @param <U> what comes out
 * @param <S> the sink it is made safe for
 */
public final class Sanitizer<T, U, S extends Sink> {
    private final Function<T, U> cleaning;

    Sanitizer(Function<T, U> cleaning) {
        this.cleaning = cleaning;
    }

    U clean(T value) {
        return cleaning.apply(value);
    }
}
