/**
 * What rules do on this machine: records in files, rows in SQLite files, programs.
 *
 * <p>In: rendered values, still tainted, and the key of each effect. Out: each record and row once,
 * however often it is asked for. Deliveries call.
 */
@NullMarked
package dev.stile.flow.local;

import org.jspecify.annotations.NullMarked;
