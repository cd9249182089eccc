package dev.stile.api.connector;

import org.jspecify.annotations.Nullable;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Supplier;

/**
 * An immutable list that is made when it is first looked into: most of who asks for a manifest
 * wants no schemas. Any thread may look; it may be made more than once, and one of them stays.
 */
final class LaterList<T> extends AbstractList<T> {
    private final Supplier<List<T>> making;
    private volatile @Nullable List<T> made;

    LaterList(Supplier<List<T>> making) {
        this.making = making;
    }

    @Override
    public T get(int index) {
        return made().get(index);
    }

    @Override
    public int size() {
        return made().size();
    }

    private List<T> made() {
        List<T> known = made;
        if (known == null) {
            known = List.copyOf(making.get());
            made = known;
        }
        return known;
    }
}
