/**
 * What code hosts cost: deciding about a pull request, an address with its credential, a snapshot.
 *
 * <p>In: an empty folder. Out: rows. {@code Main} calls.
 */
@NullMarked
package dev.stile.bench.host;

import org.jspecify.annotations.NullMarked;
