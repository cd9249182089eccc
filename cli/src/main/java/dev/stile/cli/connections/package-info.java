/**
 * Commands about connections: making, showing, granting, deleting, and what their projects are.
 *
 * <p>In: what a person typed. Out: changes of the store, each audited, and what is stored, never a
 * secret. The program offers these commands.
 */
@NullMarked
package dev.stile.cli.connections;

import org.jspecify.annotations.NullMarked;
