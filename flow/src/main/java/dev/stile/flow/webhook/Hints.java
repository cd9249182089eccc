package dev.stile.flow.webhook;

/** Who polls. Called after something came for a connection that has a poller. */
@FunctionalInterface
public interface Hints {
    /** Something happened there: look soon. Returns at once; may be called often. */
    void hint(String connection);
}
