/**
 * The contract of a source of events as cases with binding names, which any connector runs against
 * itself.
 *
 * <p>In: places where things happen, and sources opened on them. Out: one test a case, and a matrix
 * in which nothing is blank. Test classes of connectors extend {@link
 * dev.stile.testkit.event.EventSourceContract}.
 */
@NullMarked
package dev.stile.testkit.event;

import org.jspecify.annotations.NullMarked;
