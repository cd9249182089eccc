package dev.stile.cli.wiring;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that is made when it is first asked for, once. A maker that fails is asked again. Any
 * thread may call.
 */
public final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private Optional<T> made = Optional.empty();
    private boolean taken;

    public Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    /**
     * @throws IllegalStateException it was taken: who still asks outlived what it works for, and
     *     may not make anew what its owner has put away
     */
    @Override
    public synchronized T get() {
        if (taken) {
            throw new IllegalStateException("it was put away");
        }
        if (made.isEmpty()) {
            made = Optional.of(maker.get());
        }
        return made.get();
    }

    /** What was made, if anything was. */
    public synchronized Optional<T> ifMade() {
        return made;
    }

    /** What was made, if anything was; from now on nothing is. */
    public synchronized Optional<T> take() {
        Optional<T> last = made;
        made = Optional.empty();
        taken = true;
        return last;
    }
}
