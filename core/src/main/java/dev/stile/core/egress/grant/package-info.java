/**
 * What a connection may reach: the origins that a person granted to it, and nothing else.
 *
 * <p>In: grants of a connection, addresses to be reached. Out: checked addresses, or the reason of
 * a denial as a value. Called by the gate, and by commands that show what it would decide.
 */
@NullMarked
package dev.stile.core.egress.grant;

import org.jspecify.annotations.NullMarked;
