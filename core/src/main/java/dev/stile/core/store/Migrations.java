package dev.stile.core.store;

import java.util.List;

/**
 * The versions of a schema, from nothing to the newest. A released version never changes: a change
 * is a new version.
 */
public interface Migrations {
    /** What the schema describes, for messages: {@code the store}, {@code the mirror}. */
    String subject();

    /** The newest version this release knows. The first is 1. */
    int newest();

    /**
     * The statements that lead from {@code version - 1} to {@code version}; all of them are kept or
     * none.
     */
    List<String> statements(int version);
}
