/**
 * Looks for secrets in whatever the programs leave behind.
 *
 * <p>In: the launchers as the package phase laid them out. Out: nothing, or where a secret was
 * found.
 */
@NullMarked
package dev.stile.cli.canary;

import org.jspecify.annotations.NullMarked;
