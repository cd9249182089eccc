/**
 * Creating, changing and removing issues on a server that has no conditional writes: check, write,
 * read back, compare.
 *
 * <p>In: drafts and changes that may be written. Out: what the server has afterwards, and what it
 * did not take. The store calls.
 */
@NullMarked
package dev.stile.connectors.redmine.write;

import org.jspecify.annotations.NullMarked;
