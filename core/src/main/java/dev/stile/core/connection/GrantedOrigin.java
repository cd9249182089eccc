package dev.stile.core.connection;

import java.time.Instant;

/**
 * An origin that a person allowed a connection to reach.
 *
 * @param origin scheme, host and port in the one canonical spelling
 * @param reach where it led when it was granted
 * @param privateAllowed whether it may lead to a private, shared or loopback address
 * @param grantedBy who allowed it
 * @param grantedAt when, on our clock
 */
public record GrantedOrigin(
        String origin,
        AddressReach reach,
        boolean privateAllowed,
        String grantedBy,
        Instant grantedAt) {}
