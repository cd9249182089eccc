/**
 * The one home folder and the one SQLite file in it: transactions, migrations, typed failures.
 *
 * <p>In: a path, the migrations of a schema, work to do in a transaction. Out: rows, durable when
 * the call returns. Called by whatever in core and in a mirror keeps state.
 */
@NullMarked
package dev.stile.core.store;

import org.jspecify.annotations.NullMarked;
