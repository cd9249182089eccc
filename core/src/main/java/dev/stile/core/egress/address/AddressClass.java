package dev.stile.core.egress.address;

import java.util.Locale;

/** What a person can grant about an address, or never can (TU-5). */
public enum AddressClass {
    /** Reached from everywhere. */
    PUBLIC(Reach.ALWAYS),
    /** This machine. */
    LOOPBACK(Reach.IF_GRANTED),
    /** A network behind a router: RFC 1918, unique local addresses. */
    PRIVATE(Reach.IF_GRANTED),
    /** A network behind a carrier: RFC 6598. */
    SHARED(Reach.IF_GRANTED),
    /** One cable: RFC 3927; where clouds keep the credentials of machines. */
    LINK_LOCAL(Reach.NEVER),
    MULTICAST(Reach.NEVER),
    UNSPECIFIED(Reach.NEVER),
    /** Documentation, benchmarks, protocols' own, and what is not handed out. */
    RESERVED(Reach.NEVER);

    /** When an address of a class may be reached. */
    public enum Reach {
        ALWAYS,
        IF_GRANTED,
        NEVER
    }

    private final Reach reach;

    AddressClass(Reach reach) {
        this.reach = reach;
    }

    public Reach reach() {
        return reach;
    }

    /** {@code link-local}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
