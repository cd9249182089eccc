package dev.stile.flow.process;

import dev.stile.api.call.Deadline;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;

import java.util.Optional;

/** A connector whose program may have a say in where its stream begins. */
public interface PositionedProgram {
    /**
     * Why not there.
     *
     * @param why in words of ours
     * @param said what the program said of it, with secrets taken out
     */
    record Veto(String why, Optional<Tainted<String>> said) {}

    /**
     * Asks, if the program offers it. Changes nothing; may be repeated.
     *
     * @param cursor empty with {@code start}
     * @param start {@code cursor}, {@code now} or {@code beginning}
     * @return empty where it may begin there, or has no say
     * @throws dev.stile.api.error.ConnectorException if the program cannot be started
     */
    Optional<Veto> veto(Optional<Cursor> cursor, String start, Deadline deadline);
}
