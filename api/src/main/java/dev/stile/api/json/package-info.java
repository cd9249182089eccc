/**
 * JSON values as data, with readers that name the place of what is missing.
 *
 * <p>In: bytes bounded by the gate. Out: immutable values. Connectors read and build them; the gate
 * parses and writes them.
 */
@NullMarked
package dev.stile.api.json;

import org.jspecify.annotations.NullMarked;
