/**
 * Which connection leads to a code host, and what people call its repositories and pull requests.
 *
 * <p>In: the connections of this home and a text that was typed. Out: one connection and what is
 * meant there, or an error that names the command to type. Makes no request.
 */
@NullMarked
package dev.stile.cli.hosts;

import org.jspecify.annotations.NullMarked;
