/**
 * Who may do what, and how often. In: tokens as the control API makes them and the header a client
 * sent. Out: a caller, or a refusal with 401, 403, 404 or 429. Callers: dialects and the control
 * API.
 */
@NullMarked
package dev.stile.simulator.access;

import org.jspecify.annotations.NullMarked;
