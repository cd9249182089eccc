/**
 * Where this build lies, and whether git finds its helper.
 *
 * <p>In: the PATH and the folder of the distribution. Out: what git would start, and a link where
 * it may be made. Called by {@code connect} and {@code doctor}.
 */
@NullMarked
package dev.stile.cli.install;

import org.jspecify.annotations.NullMarked;
