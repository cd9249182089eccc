package dev.stile.connectors.github.client;

import java.util.Set;

/** The server's schema has no field of such a name: it is older than the query. */
public final class LacksFields extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Set<String> names;

    LacksFields(Set<String> names) {
        super("the server's schema lacks " + names);
        this.names = Set.copyOf(names);
    }

    /** What the fields are called. */
    public Set<String> names() {
        return names;
    }
}
