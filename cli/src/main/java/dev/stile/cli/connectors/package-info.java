/**
 * Commands about connectors: which there are, what holds of each, and registering one.
 *
 * <p>In: what a person typed, and templates in files. Out: changes of the store, each audited, and
 * what is known. The program offers these commands.
 */
@NullMarked
package dev.stile.cli.connectors;

import org.jspecify.annotations.NullMarked;
