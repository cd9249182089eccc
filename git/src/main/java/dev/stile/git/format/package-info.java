/**
 * The files of records: one emitter, byte-stable, and one reader, lenient about form and strict
 * about meaning.
 *
 * <p>In: records, bytes of files, a schema. Out: bytes, and what a file says with line and column.
 * Pure and total: everything here may run inside a tainted value. The sync, the push and the differ
 * call it.
 */
@NullMarked
package dev.stile.git.format;

import org.jspecify.annotations.NullMarked;
