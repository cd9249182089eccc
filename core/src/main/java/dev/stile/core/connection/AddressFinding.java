package dev.stile.core.connection;

/**
 * What the gate found out about an address that a person typed.
 *
 * @param origin scheme, host and port in the one canonical spelling
 * @param encrypted whether the scheme is an encrypted one
 * @param reach where it leads
 */
public record AddressFinding(String origin, boolean encrypted, AddressReach reach) {}
