/**
 * Connectors as the rest of the house gets them: found by name, opened for a connection, and
 * guarded.
 *
 * <p>In: a connection and the connectors that are installed. Out: record stores that refuse,
 * record, label and bound whatever an author wrote. Commands and the git surface open connections
 * here and nowhere else.
 */
@NullMarked
package dev.stile.core.registry;

import org.jspecify.annotations.NullMarked;
