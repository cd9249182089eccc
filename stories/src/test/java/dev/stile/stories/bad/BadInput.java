package dev.stile.stories.bad;

import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Told;

import java.util.Optional;

/**
 * One row of the table of bad input that {@code BadInputTest} runs: what is wrong, how it is told,
 * and how it is put right.
 */
public sealed interface BadInput permits BadCommit, BadPush, BadServer, BadPlace {
    String name();

    /** Does it; the clone has an edit that is not committed yet, and a commit afterwards. */
    void happen(Scene scene);

    /** What somebody types who does not know that something is wrong: a push, mostly. */
    default Ended attempt(Scene scene) {
        return scene.work().push();
    }

    /** The attempt was told about as it must be. */
    default void isTold(Ended attempt) {
        Told.in(attempt, code());
    }

    String code();

    /** What git ends with: 1 where each ref got its answer, else 128. */
    default int exitOfGit() {
        return 1;
    }

    /** The command of Stile that meets the same, and what it ends with. */
    Optional<Meeting> command(Scene scene);

    /** Does what the fix says, and the same once more or what is told instead of it. */
    void mend(Scene scene, Ended attempt);

    /** A command that met the same, and the exit code that it must have. */
    record Meeting(Ended ended, int exit) {}
}
