/**
 * Commands about the policy: showing, asking why, granting, revoking.
 *
 * <p>In: grants of people. Out: the policy file, each change audited. The program offers these
 * commands.
 */
@NullMarked
package dev.stile.cli.policies;

import org.jspecify.annotations.NullMarked;
