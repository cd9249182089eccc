package dev.stile.cli.desk;

import dev.stile.core.error.ExitCode;

/** What a command does. */
@FunctionalInterface
public interface Action {
    /**
     * Does it, and tells what there is to tell.
     *
     * @throws dev.stile.api.error.StileException for whatever stops it
     */
    ExitCode run(Desk desk);
}
