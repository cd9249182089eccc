/**
 * Commands about the audit log: looking rows up, proving them, taking them out.
 *
 * <p>In: the log of the home. Out: rows, a proof, an export that proves itself. The program offers
 * these commands.
 */
@NullMarked
package dev.stile.cli.audit;

import org.jspecify.annotations.NullMarked;
