/**
 * What Stile tells of itself, as events of its own connection, so that a rule can react to it.
 *
 * <p>In: something that happened to a connection, a delivery, a proposal or a rule, within the
 * transaction that made it so. Out: one inbox event. Every room of flow may call.
 */
@NullMarked
package dev.stile.flow.lifecycle;

import org.jspecify.annotations.NullMarked;
