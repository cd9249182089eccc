/**
 * A project as it is read: its vocabulary, schema, names and listings.
 *
 * <p>In: the client and a project's name. Out: schemas, pages, ids of names. The store and the
 * writers of this connector call.
 */
@NullMarked
package dev.stile.connectors.redmine.project;

import org.jspecify.annotations.NullMarked;
