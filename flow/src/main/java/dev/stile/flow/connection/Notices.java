package dev.stile.flow.connection;

/**
 * Where notices appear. Called after the transition is durable, on whichever thread made it; must
 * return at once and not throw.
 */
@FunctionalInterface
public interface Notices {
    void tell(Notice notice);
}
