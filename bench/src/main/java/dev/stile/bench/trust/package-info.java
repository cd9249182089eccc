/**
 * What the gate costs by itself, inside one process.
 *
 * <p>In: a number of samples. Out: rows. The program calls.
 */
@NullMarked
package dev.stile.bench.trust;

import org.jspecify.annotations.NullMarked;
