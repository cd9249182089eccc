package dev.stile.flow.webhook;

import dev.stile.api.taint.Tainted;

import java.util.Optional;

/** Who polls. Called after something came for a connection that has a poller. */
@FunctionalInterface
public interface Hints {
    /**
     * Something happened there: look soon. Returns at once; may be called often, by any thread.
     *
     * @param about what it happened to, as the sender names it: an address, mostly
     */
    void hint(String connection, Optional<Tainted<String>> about);

    /** Nobody looks sooner for it. */
    static Hints none() {
        return (connection, about) -> {};
    }
}
