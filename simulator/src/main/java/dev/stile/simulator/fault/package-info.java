/**
 * What goes wrong on purpose. In: rules that a test set. Out: for each request the actions of the
 * rules that match it, each hit counted. Callers: the control API sets, the tracker's front asks.
 */
@NullMarked
package dev.stile.simulator.fault;

import org.jspecify.annotations.NullMarked;
