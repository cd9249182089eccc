package dev.stile.core.connection;

/**
 * What the gate found out about an address that a person typed.
 *
 * @param origin scheme, host and port in the one canonical spelling
 * @param bare whether the address says no more than its origin; a slash at its end is nothing
 * @param encrypted whether the scheme is an encrypted one
 * @param reach where it leads
 */
public record AddressFinding(String origin, boolean bare, boolean encrypted, AddressReach reach) {}
