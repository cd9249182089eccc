/**
 * The command that tells the numbers of a home.
 *
 * <p>In: the store. Out: what Prometheus reads, or a document. The program offers this command.
 */
@NullMarked
package dev.stile.cli.metrics;

import org.jspecify.annotations.NullMarked;
