/**
 * The connector {@code command}: a program that a person names when they connect, without a
 * template.
 *
 * <p>In: the command as a setting, and what the program says that it can do. Out: a connector that
 * is run by {@link dev.stile.flow.process}, with exactly the actions that a person confirmed. The
 * composition of the program makes it; {@code connect} asks for the confirmation.
 */
@NullMarked
package dev.stile.flow.command;

import org.jspecify.annotations.NullMarked;
