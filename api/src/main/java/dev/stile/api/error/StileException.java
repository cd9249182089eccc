package dev.stile.api.error;

import dev.stile.api.taint.Tainted;

import java.util.List;
import java.util.Optional;

/**
 * The root of every error that Stile means to raise. The message is safe text of ours; what a
 * server said is kept apart and tainted. The code is the slug of an entry in the one registry of
 * codes.
 */
public abstract class StileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String headline;
    private final transient Retry retry;
    private final transient List<String> details;
    private transient Optional<Tainted<String>> remoteText = Optional.empty();
    private transient Optional<List<String>> written = Optional.empty();

    protected StileException(String code, String headline, Retry retry, List<String> details) {
        super(headline);
        this.code = code;
        this.headline = headline;
        this.retry = retry;
        this.details = List.copyOf(details);
    }

    /** Stable slug, such as {@code not_found}. */
    public final String code() {
        return code;
    }

    /** One line of ours that says what happened, safe to print. */
    public final String headline() {
        return headline;
    }

    /** Whether doing the same again can help. */
    public final Retry retry() {
        return retry;
    }

    /** Further lines of ours, each safe to print. */
    public final List<String> details() {
        return details;
    }

    /**
     * Whether it is sure that no request that may change something had left when this was raised.
     * What failed in between for a reason of its own does not know that.
     */
    public boolean leftNothing() {
        return false;
    }

    /**
     * The parts of a change that the server has made before this was raised, each in words of ours
     * and of the user, such as {@code title}. Absent if nobody says that something was sent; empty
     * if something was, and none of it is known to be made.
     */
    public final Optional<List<String>> written() {
        return written;
    }

    /** Says what is {@link #written}. Called once, by whoever knows it. */
    public final void keepWritten(List<String> parts) {
        written = Optional.of(List.copyOf(parts));
    }

    /** What the server said, if it said anything. */
    public final Optional<Tainted<String>> remoteText() {
        return remoteText;
    }

    /** Keeps what the server said beside the error. Called once, by whoever raises it. */
    protected final void keepRemoteText(Tainted<String> text) {
        remoteText = Optional.of(text);
    }
}
