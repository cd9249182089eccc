/**
 * Commands about deliveries: looking, beginning anew, dropping.
 *
 * <p>In: numbers of deliveries. Out: their states, and changes of them, each audited. The program
 * offers these commands.
 */
@NullMarked
package dev.stile.cli.deliveries;

import org.jspecify.annotations.NullMarked;
