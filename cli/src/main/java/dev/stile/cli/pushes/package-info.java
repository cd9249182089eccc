/**
 * Commands about pushes: what one would do, what earlier ones did, and settling what nobody knows.
 *
 * <p>In: a clone, and the journal of its project. Out: plans with their entries, and a person's
 * word about an entry. The program offers these commands.
 */
@NullMarked
package dev.stile.cli.pushes;

import org.jspecify.annotations.NullMarked;
