/**
 * References to secrets, and what they lead to at the moment they are needed (TU-41).
 *
 * <p>In: references as a user typed them. Out: secure values, resolved anew at each attempt and
 * kept by nobody. Called by the gate, and by commands that check references without showing values.
 */
@NullMarked
package dev.stile.core.secret;

import org.jspecify.annotations.NullMarked;
