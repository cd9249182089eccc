/**
 * The schema of a project outside its connector: the file that people read, and the form that the
 * mirror keeps.
 *
 * <p>In: a schema. Out: the bytes of {@code .stile/schema.yaml}, and a JSON value that gives the
 * schema back. Pure; the sync and the mirror's state call it.
 */
@NullMarked
package dev.stile.git.schema;

import org.jspecify.annotations.NullMarked;
