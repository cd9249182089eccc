/**
 * The composition root of both programs: every part of the house, made when it is first needed.
 *
 * <p>In: what surrounds a process. Out: the store, the audit log, the registry of connectors, and
 * projects ready to be synced and pushed to. The two programs and the commands call.
 */
@NullMarked
package dev.stile.cli.wiring;

import org.jspecify.annotations.NullMarked;
