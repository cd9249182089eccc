/**
 * Which data may go where: the check of real labels before an effect, and the check of a rule
 * before it is stored.
 *
 * <p>In: labels, places and the declarations of a rule. Out: yes, or a refusal that says the way,
 * both labels and the declaration that would allow it. Pure; the outbox and the rule book call.
 */
@NullMarked
package dev.stile.flow.label;

import org.jspecify.annotations.NullMarked;
