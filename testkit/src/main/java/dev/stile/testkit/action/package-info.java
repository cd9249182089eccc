/**
 * The contract of a set of actions as cases with binding names, which any connector runs against
 * itself.
 *
 * <p>In: a world in which the connector meets its server, and a checker of JSON Schema. Out: one
 * test a case, and a matrix in which nothing is blank. Test classes of connectors extend {@link
 * dev.stile.testkit.action.ActionSetContract}.
 */
@NullMarked
package dev.stile.testkit.action;

import org.jspecify.annotations.NullMarked;
