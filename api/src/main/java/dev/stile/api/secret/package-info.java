/**
 * Secrets as values that cannot be seen by accident.
 *
 * <p>In: the bytes of a secret. Out: a lent buffer that is wiped after use. Only the gate makes
 * them; connectors name secrets.
 */
@NullMarked
package dev.stile.api.secret;

import org.jspecify.annotations.NullMarked;
