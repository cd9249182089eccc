/**
 * Who does a job at the moment: leases with fencing tokens in the store.
 *
 * <p>In: a name and how long. Out: a lease whose token every commit of its holder names, so that a
 * late commit of an old holder changes nothing. Streams, senders and refreshers ask here.
 */
@NullMarked
package dev.stile.core.lease;

import org.jspecify.annotations.NullMarked;
