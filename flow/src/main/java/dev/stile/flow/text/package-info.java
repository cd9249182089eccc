/**
 * Placeholders in rules: what an event says is filled in once, as data, escaped for its place.
 *
 * <p>In: a template and an event. Out: a value with the joined label of all that went into it.
 * Pure; deliveries and the rule checks call.
 */
@NullMarked
package dev.stile.flow.text;

import org.jspecify.annotations.NullMarked;
