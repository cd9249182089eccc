package dev.stile.api.hosting;

import dev.stile.api.value.Token;

/**
 * An account of a host.
 *
 * @param host where it is
 * @param id immutable, never reused; for a ghost a word of ours
 * @param login what it is called now
 * @param kind who acts through it
 * @param self whether it is the account of this connection
 */
public record UserRef(HostId host, Token id, Token login, Kind kind, boolean self) {
    /** Who acts through an account. */
    public enum Kind {
        HUMAN,
        BOT,
        /** The account is gone. */
        GHOST,
        UNKNOWN
    }

    /** Whether both are the same account, whatever it is called. */
    public boolean isSameAs(UserRef other) {
        return kind != Kind.GHOST
                && other.kind != Kind.GHOST
                && host.equals(other.host)
                && id.equals(other.id);
    }
}
