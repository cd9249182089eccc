/**
 * Operating guides of connectors.
 *
 * <p>In: connectors and the guides that they name. Out: what the guides are and what one says. The
 * command line calls.
 */
@NullMarked
package dev.stile.cli.skills;

import org.jspecify.annotations.NullMarked;
