package dev.stile.api.hosting;

/**
 * Asked of the caller of a write once that has its place among the calls to the host, directly
 * before it is journaled and sent: the wait for the place may have been long enough for what led to
 * the write to be so no more. Called once at the most, on the thread of the call; asks no host.
 */
@FunctionalInterface
public interface LastCheck {
    /**
     * Returns if the write may leave.
     *
     * @throws dev.stile.api.error.StileException that says why not, one of which it is sure that
     *     nothing left: nothing is journaled, and nothing sent
     */
    void require();

    /** Of a caller that waits for its answer: it may leave whenever it has its place. */
    static LastCheck none() {
        return () -> {};
    }
}
