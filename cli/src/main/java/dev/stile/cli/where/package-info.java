/**
 * What a user means by {@code <where>}: an address, or a folder of a clone.
 *
 * <p>In: the word that was typed. Out: an address, and the clone if there is one. Called by every
 * command about a project.
 */
@NullMarked
package dev.stile.cli.where;

import org.jspecify.annotations.NullMarked;
