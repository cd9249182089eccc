package dev.stile.api.connector;

import java.util.List;

/**
 * An executable that speaks the process protocol.
 *
 * @param command arguments before the operation; the first is the program. Never passed to a shell
 * @param protocol which protocol it speaks
 */
public record Program(List<String> command, Protocol protocol) {
    /** Which process protocol an executable speaks. */
    public enum Protocol {
        /** What its hello says; without one, 0. */
        AUTO,
        ZERO,
        ONE
    }

    public Program {
        command = List.copyOf(command);
    }
}
