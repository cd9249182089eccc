package dev.stile.flow.label;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.label.Label;

import java.util.List;

/** What the static check must know of connections. Any thread may ask. */
public interface LabelSurroundings {
    /**
     * The label of what is read there, as wide as it can be: its connector's own, private to the
     * whole connection.
     */
    Label reads(String connection);

    /** What the connection can be asked to do; empty if there is no such connection. */
    List<ActionSpec> actions(String connection);

    /** Whether everybody sees what is written there. */
    boolean isPublic(String connection);
}
