/**
 * Files that the user writes for hosting.
 *
 * <p>In: the path of a YAML file that only its owner can write. Out: plain values. The readers of
 * settings and people call it.
 */
@NullMarked
package dev.stile.hosting.yaml;

import org.jspecify.annotations.NullMarked;
