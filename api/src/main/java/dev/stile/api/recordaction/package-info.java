/**
 * The usual actions of a tracker over its record store, so that a connector with records has
 * actions for nothing.
 *
 * <p>In: a store and the names that the vendor gives to things. Out: an {@link
 * dev.stile.api.action.ActionSet}. Connectors use it.
 */
@NullMarked
package dev.stile.api.recordaction;

import org.jspecify.annotations.NullMarked;
