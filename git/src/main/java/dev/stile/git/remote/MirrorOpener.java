package dev.stile.git.remote;

import dev.stile.git.address.Address;

/** Finds or makes the mirror of an address. */
@FunctionalInterface
public interface MirrorOpener {
    /**
     * Opens the mirror. Called at most once a session, when git first wants something of it. Reads
     * what is on disk and asks no tracker: a lazy read of objects needs no more than this.
     *
     * @throws dev.stile.api.error.StileException if there can be no such mirror
     */
    MirrorPort open(Address address, Reporter reporter);
}
