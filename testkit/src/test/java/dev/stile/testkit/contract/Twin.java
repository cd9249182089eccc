package dev.stile.testkit.contract;

import dev.stile.api.http.EgressClient;
import dev.stile.api.store.RecordStore;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A store that does one thing wrong.
 *
 * @param wrong what, to be read after "a store that"
 * @param fails the cases that find it, and no others
 * @param world a new world with that store
 */
record Twin(String wrong, Set<String> fails, Supplier<ContractWorld> world) {
    /** The member's store in memory is broken; strangers have healthy ones. */
    static Twin that(String wrong, UnaryOperator<RecordStore> breaking, String... fails) {
        return of(
                wrong,
                (healthy, who) -> who == Who.MEMBER ? breaking.apply(healthy) : healthy,
                fails);
    }

    /** Whoever calls, a store in memory may be broken. */
    static Twin of(String wrong, MemoryWorld.Breakage breakage, String... fails) {
        return new Twin(wrong, Set.of(fails), () -> new MemoryWorld(breakage));
    }

    /** The member's store on a wire is another. */
    static Twin wired(String wrong, Function<EgressClient, RecordStore> store, String... fails) {
        return new Twin(wrong, Set.of(fails), () -> new WiredWorld(store));
    }

    /** The member's store on a wire sends something else than it should. */
    static Twin sending(String wrong, UnaryOperator<EgressClient> client, String... fails) {
        return wired(wrong, egress -> new WiredStore(client.apply(egress)), fails);
    }

    @Override
    public String toString() {
        return "a store that " + wrong;
    }
}
