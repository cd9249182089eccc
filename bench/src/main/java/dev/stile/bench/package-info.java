/**
 * The program that measures Stile, each figure beside what nobody can go below.
 *
 * <p>In: a command line. Out: a table and a JSON document. {@code bench/run} calls.
 */
@NullMarked
package dev.stile.bench;

import org.jspecify.annotations.NullMarked;
