/**
 * Data from outside, and the only ways in which it may leave again.
 *
 * <p>In: decoded bytes with a label. Out: values tagged with the one sink that they were made safe
 * for. Anybody may taint; only the sanitisers of this package can undo it.
 */
@NullMarked
package dev.stile.api.taint;

import org.jspecify.annotations.NullMarked;
