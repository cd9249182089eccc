/**
 * What the facet of code hosts gets beside its context, in memory and strict.
 *
 * <p>In: git origins and a credential that a test makes up. Out: services for a host under test,
 * and what it did with them. Only tests may call it.
 */
@NullMarked
package dev.stile.testkit.hosting;

import org.jspecify.annotations.NullMarked;
