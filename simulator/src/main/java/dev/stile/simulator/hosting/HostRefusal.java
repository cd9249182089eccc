package dev.stile.simulator.hosting;

/** What the host does not do, and why; a dialect gives it its status. */
public final class HostRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The sort of refusal. */
    public enum Kind {
        /** There is no such thing, or not for this account. */
        NOT_FOUND,
        /** The account may not. */
        FORBIDDEN,
        /** The state of the pull request or a rule stands against it. */
        NOT_MERGEABLE,
        /** It is no longer what the caller took it for. */
        MODIFIED,
        /** The request makes no sense. */
        INVALID
    }

    private final Kind kind;
    private final String what;

    /** A refusal with the host's own words. */
    public HostRefusal(Kind kind, String what) {
        super(what);
        this.kind = kind;
        this.what = what;
    }

    /** The sort of refusal. */
    public Kind kind() {
        return kind;
    }

    /** The host's words. */
    public String what() {
        return what;
    }

    static HostRefusal invalid(String what) {
        return new HostRefusal(Kind.INVALID, what);
    }

    static HostRefusal notMergeable(String what) {
        return new HostRefusal(Kind.NOT_MERGEABLE, what);
    }
}
