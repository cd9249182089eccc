/**
 * The rules of branches: rulesets and classic protection joined.
 *
 * <p>In: the client, a repository and a branch. Out: one set of rules, the stricter value of each.
 * Only this connector calls.
 */
@NullMarked
package dev.stile.connectors.github.branch;

import org.jspecify.annotations.NullMarked;
