/**
 * Connectors to begin with, each a folder that works as it is.
 *
 * <p>In: a language and a folder. Out: the files in it. Called by the command line.
 */
@NullMarked
package dev.stile.flow.skeleton;

import org.jspecify.annotations.NullMarked;
