package dev.stile.testkit.contract;

import dev.stile.api.store.RecordStore;

import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A store that does one thing wrong.
 *
 * @param wrong what, to be read after "a store that"
 * @param fails the cases that find it, and no others
 */
record Twin(String wrong, Set<String> fails, MemoryWorld.Breakage breakage) {
    /** The member's store is broken; strangers have healthy ones. */
    static Twin that(String wrong, UnaryOperator<RecordStore> breaking, String... fails) {
        return new Twin(
                wrong,
                Set.of(fails),
                (healthy, who) -> who == Who.MEMBER ? breaking.apply(healthy) : healthy);
    }

    @Override
    public String toString() {
        return "a store that " + wrong;
    }
}
