/**
 * What tests of any module share, and what any connector, ours or a stranger's, runs against
 * itself.
 *
 * <p>In come a connector or a room under test; out come failures that name the rule they prove.
 * Only tests may call it.
 */
@NullMarked
package dev.stile.testkit;

import org.jspecify.annotations.NullMarked;
