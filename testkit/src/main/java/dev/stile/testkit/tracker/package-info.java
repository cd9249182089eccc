/**
 * A tracker in memory, as strict as a real one, for tests of what stands on the record facet.
 *
 * <p>In: the calls of a record store, and strangers' edits by test code. Out: records, and a count
 * of what was asked. Tests only.
 */
@NullMarked
package dev.stile.testkit.tracker;

import org.jspecify.annotations.NullMarked;
