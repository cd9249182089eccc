package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.json.Json;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.store.IdempotencyKey;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What a host facet gets beside its context. Any thread may call it. */
public interface HostServices {
    /** How long each step may take. */
    default HostDeadlines deadlines() {
        return HostDeadlines.usual();
    }

    /**
     * Goes on only if the connector said that it does such things, and the policy lets whoever
     * asks. Called before the connector is.
     *
     * @throws dev.stile.api.error.StileException if not
     */
    default void permit(Operation operation, String target, CallContext call) {}

    /**
     * Waits for a place among the calls to that host: some run at once, and writes to one
     * repository one after another. Taken before anything is journaled or sent, and given back when
     * the call has ended.
     *
     * @throws dev.stile.api.error.ConnectorException.Unavailable if none became free in time
     */
    default Place place(Operation operation, String target, CallContext call) {
        return () -> {};
    }

    /** Given back once. */
    @FunctionalInterface
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Journals that something will be written, before it is. What an earlier run left open under
     * the same key is taken up; what another one is sending under it at this moment is not.
     *
     * @param operation the method, such as {@code createPR}
     * @param target the repository or pull request
     * @param request what is asked for, without secrets, in words that a person can read
     * @throws dev.stile.api.error.StileException if it may not be written now; nothing was
     */
    Intent intend(
            Operation operation, String target, IdempotencyKey key, Json request, CallContext call);

    /**
     * The host calls a repository otherwise than it was asked for: what is kept of it goes by the
     * new name from now on.
     */
    default void renamed(RepoRef asked, RepoRef now, CallContext call) {}

    /** A key that was never used, for a write that its own nature makes safe to repeat. */
    IdempotencyKey newKey();

    /** One audit row about a call that is no intent. */
    void told(Operation operation, String target, String outcome, CallContext call);

    /**
     * The hidden last line of a comment: its key and a MAC over the pull request, the key and the
     * text before it.
     */
    String mark(PrRef pr, IdempotencyKey key, String text);

    /** The key of a comment whose last line is a mark that fits all that stands before it. */
    Optional<IdempotencyKey> keyOf(PrRef pr, String markedText);

    /** Whether a comment with that id was posted by us. */
    boolean isOurs(PrRef pr, CommentId comment);

    /** Keeps that it was. */
    void keepOurs(PrRef pr, CommentId comment);

    /** Small state that is only an optimisation: losing it costs requests. Empty if lost. */
    Optional<String> recall(String key);

    /** Keeps state of at most 64 KiB, atomically. */
    void remember(String key, String value);

    /**
     * A git address with the connection's credential, for a caller that can take nothing else.
     *
     * @param remote an {@code http} or {@code https} address at a granted git origin, without user
     * @param user what stands before the credential
     */
    SecureValue withCredential(URI remote, String user);

    /** Whether a git credential may go to that origin: scheme, host and port. */
    boolean isGitOrigin(URI remote);

    /**
     * Waits, or as much of it as the call has left.
     *
     * @return false if the call has no time left
     */
    boolean pause(Duration howLong, CallContext call);

    /** What is about to leave. Ended exactly once. */
    interface Intent {
        /** What was attempted before under the same key. */
        Earlier earlier();

        /** It has its end; the words go into the audit. */
        void done(Json outcome);

        /** Nothing was written. */
        void refused(String code);

        /** Whether it was is not known. */
        void unknown(String why);
    }
}
