/**
 * What a measurement says: figures beside their floor, with what they must be.
 *
 * <p>In: samples. Out: a table for people, a JSON document for machines. Every other package calls.
 */
@NullMarked
package dev.stile.bench.figure;

import org.jspecify.annotations.NullMarked;
