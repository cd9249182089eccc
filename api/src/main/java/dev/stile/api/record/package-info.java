/**
 * What a tracker or wiki holds: records, their fields and schema, and what a user may want changed.
 *
 * <p>In: checked values. Out: immutable values with no place for null. Anybody may call.
 */
@NullMarked
package dev.stile.api.record;

import org.jspecify.annotations.NullMarked;
