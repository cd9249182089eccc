/**
 * Commands about rules: storing, listing, asking them about an event, stopping, deleting.
 *
 * <p>In: documents of people, events of the inbox. Out: changes of the store, each audited, and why
 * a rule decides as it does. The program offers these commands.
 */
@NullMarked
package dev.stile.cli.rules;

import org.jspecify.annotations.NullMarked;
