/**
 * How fast a server may be asked: buckets, blocks, write gaps and places, shared by all processes.
 *
 * <p>In: what a manifest budgets and what a server's answers say. Out: granted, or how long to
 * wait. Called by the egress client; commands look at what is left.
 */
@NullMarked
package dev.stile.core.limit;

import org.jspecify.annotations.NullMarked;
