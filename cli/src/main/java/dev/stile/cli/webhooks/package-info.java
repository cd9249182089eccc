/**
 * Commands of webhooks: making a receiver, and what there is to know of one.
 *
 * <p>In: what a person typed. Out: the receivers in the store, which the daemon serves. The address
 * with its token is printed once.
 */
@NullMarked
package dev.stile.cli.webhooks;

import org.jspecify.annotations.NullMarked;
