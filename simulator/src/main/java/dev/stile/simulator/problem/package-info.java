/**
 * What a front end answers when it refuses. In: a status, a code, the field at fault. Out: problem
 * JSON (RFC 9457). Callers: every room that can refuse; thrown as {@link
 * dev.stile.simulator.problem.Refused}.
 */
@NullMarked
package dev.stile.simulator.problem;

import org.jspecify.annotations.NullMarked;
