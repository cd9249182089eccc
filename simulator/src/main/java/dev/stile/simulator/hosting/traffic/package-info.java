/**
 * What happens to requests of a code host on their way: a log of all of them, faults by rule, and
 * races, which run an operation just before or just after a request takes effect. In: a dialect's
 * handler. Out: the same handler, disturbed as told. Callers: the dialects' entries and tests.
 */
@NullMarked
package dev.stile.simulator.hosting.traffic;

import org.jspecify.annotations.NullMarked;
