/**
 * Where data came from and who may see it: the two-axis label that every tainted value carries.
 *
 * <p>In: what a connection is and what a connector proved. Out: labels that join and flow checks.
 * Anybody may call.
 */
@NullMarked
package dev.stile.api.label;

import org.jspecify.annotations.NullMarked;
