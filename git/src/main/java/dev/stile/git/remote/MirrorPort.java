package dev.stile.git.remote;

import dev.stile.git.repository.MirrorRepository;

/** One mirror, open. Methods are called one at a time. */
public interface MirrorPort extends AutoCloseable {
    /** The repository to serve; it exists, and may have no commit yet. Asks no tracker. */
    MirrorRepository repository();

    /**
     * Brings the mirror up to date before its refs are told to a reader. Called at most once, and
     * never for a lazy read of objects.
     *
     * @throws dev.stile.api.error.StileException if the mirror cannot be served; a failure after
     *     which it can is a warning
     */
    void syncForFetch();

    /**
     * Carries out a push that git's own rules allow, or says what it would do.
     *
     * @throws dev.stile.api.error.StileException the same as {@link PushOutcome.Refused}
     */
    PushOutcome push(PushRequest request);

    /** Keeps what the session was about. Called once, before the last. */
    void ended(SessionFacts facts);

    /** Lets go of what was opened. Called once. */
    @Override
    void close();
}
