/**
 * Commands that act outside, and decide about what waits to act.
 *
 * <p>In: inputs and decisions of people. Out: entries of the outbox, sent where the policy lets
 * them. The program offers these commands.
 */
@NullMarked
package dev.stile.cli.acting;

import org.jspecify.annotations.NullMarked;
