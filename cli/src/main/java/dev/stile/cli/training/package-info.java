/**
 * Runs from which the AOT caches of the programs are made. Only the build starts them; nothing else
 * names them.
 */
@NullMarked
package dev.stile.cli.training;

import org.jspecify.annotations.NullMarked;
