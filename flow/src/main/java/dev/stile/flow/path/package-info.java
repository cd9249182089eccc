/**
 * Places in JSON values: pointers (RFC 6901), and the part of queries (RFC 9535) whose work is
 * bounded.
 *
 * <p>In: the text of a pointer or query, compiled once. Out: what stands there. Pure; filters,
 * templates and routing call.
 */
@NullMarked
package dev.stile.flow.path;

import org.jspecify.annotations.NullMarked;
