/**
 * Small values from outside that are checked against a grammar and may therefore leave taint: ids,
 * versions, cursors.
 *
 * <p>In: text of a vendor. Out: values that are safe to compare, store and pass back. They are
 * still printed and filed through sanitisers. Anybody may call.
 */
@NullMarked
package dev.stile.api.value;

import org.jspecify.annotations.NullMarked;
