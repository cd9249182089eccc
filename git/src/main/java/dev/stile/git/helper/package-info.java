/**
 * The remote helper that git starts for {@code stile::} addresses.
 *
 * <p>In: git's lines and its pkt-lines on stdin. Out: the protocol on stdout, everything for people
 * on stderr, an exit code. The program {@code git-remote-stile} calls.
 */
@NullMarked
package dev.stile.git.helper;

import org.jspecify.annotations.NullMarked;
