/**
 * Finds secrets of a test wherever they came out, in whatever form.
 *
 * <p>In: the secrets, and what somebody said, sent or kept. Out: where one stands in it. Tests of
 * every room use it. It shares nothing with the redactor, whose gaps it would share too.
 */
@NullMarked
package dev.stile.testkit.canary;

import org.jspecify.annotations.NullMarked;
