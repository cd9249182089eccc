/**
 * The outbox: every action with an outside effect, from proposal to outcome, as rows of the one
 * effect table.
 *
 * <p>In: proposals of people, rules and agents; approvals of people. Out: at most one effect each,
 * or a state that says nobody knows. Deliveries and commands propose; the sender sends.
 */
@NullMarked
package dev.stile.flow.outbox;

import org.jspecify.annotations.NullMarked;
