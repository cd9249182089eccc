/**
 * Documents that people write: YAML 1.2 or JSON, read strictly into JSON values.
 *
 * <p>In: bytes of a file. Out: a value, or the place of the first thing that cannot be read; and
 * the form in which all faults of a document are told. Templates, rules and policies are read here.
 */
@NullMarked
package dev.stile.flow.document;

import org.jspecify.annotations.NullMarked;
