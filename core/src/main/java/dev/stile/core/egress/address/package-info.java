/**
 * What kind of network an address belongs to, and which addresses a name has.
 *
 * <p>In: names and addresses. Out: classes by the special-purpose registries of IANA; addresses
 * kept for at most 30 s. Called by the gate alone.
 */
@NullMarked
package dev.stile.core.egress.address;

import org.jspecify.annotations.NullMarked;
