package dev.stile.core.connection;

/** Which part of the world an address belongs to. */
public enum AddressReach {
    PUBLIC,
    /** This machine, by a name or number that can mean nothing else. */
    LOOPBACK,
    /** A private or shared network, or a name that leads to this machine. */
    PRIVATE,
    /** No program may go there: link-local, multicast, reserved. */
    FORBIDDEN,
    /** The name leads nowhere now. */
    UNRESOLVED
}
