/**
 * Retention: old payloads and old events are cleared away, a little at a time.
 *
 * <p>In: the time. Out: a smaller store. Nothing that is not over, dead or in quarantine goes. The
 * daemon calls now and then.
 */
@NullMarked
package dev.stile.flow.retention;

import org.jspecify.annotations.NullMarked;
