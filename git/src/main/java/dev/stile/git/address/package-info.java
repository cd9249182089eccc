/**
 * The address of a project as git and people write it.
 *
 * <p>In: text that somebody typed. Out: a connection's name and a project, or the one refusal that
 * says how to write it. Anybody may call.
 */
@NullMarked
package dev.stile.git.address;

import org.jspecify.annotations.NullMarked;
