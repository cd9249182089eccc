/**
 * Proof that a type keeps something out: programs that must not compile, each beside a twin that
 * does.
 *
 * <p>In: two small programs and the diagnostic that is expected. Out: a failure that says what the
 * compiler said instead. Only tests may call.
 */
@NullMarked
package dev.stile.testkit.compile;

import org.jspecify.annotations.NullMarked;
