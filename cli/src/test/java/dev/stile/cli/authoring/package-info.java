/**
 * Tests of the commands for whoever writes a connector.
 *
 * <p>In: command lines. Out: what is made of them. Nothing calls.
 */
@NullMarked
package dev.stile.cli.authoring;

import org.jspecify.annotations.NullMarked;
