/**
 * The user's own policy as a file: {@code policy.yaml} in the home.
 *
 * <p>In: the file, and grants of people. Out: the policy in force, or a refusal that names the
 * place. The outbox asks; commands of people change it.
 */
@NullMarked
package dev.stile.flow.policy;

import org.jspecify.annotations.NullMarked;
