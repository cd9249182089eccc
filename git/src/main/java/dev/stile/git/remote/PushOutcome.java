package dev.stile.git.remote;

import dev.stile.api.error.StileException;

/** How a push of {@code main} ended. */
public sealed interface PushOutcome {
    /** Everything that was to be written is; in a dry run, it could be. */
    record Accepted() implements PushOutcome {}

    /**
     * Not all of it: nothing was written, or a part, or what was written is not known. The message
     * becomes git's status line; {@code version_mismatch} becomes git's own "fetch first".
     *
     * @param why told in full on stderr by the helper
     */
    record Refused(StileException why) implements PushOutcome {}
}
