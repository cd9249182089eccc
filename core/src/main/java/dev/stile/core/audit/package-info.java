/**
 * The audit log: one row per crossing, before the effect, in one hash chain over all processes.
 *
 * <p>In: entries of the gate and of every surface. Out: sequence numbers once a row is durable,
 * proofs, exports. Whoever crosses must call; nobody crosses without.
 */
@NullMarked
package dev.stile.core.audit;

import org.jspecify.annotations.NullMarked;
