/**
 * Pull requests on code hosts: the facet {@link dev.stile.api.hosting.GitHost}, its types, and the
 * facts that a host reports; beside it what a host may offer more ({@link
 * dev.stile.api.hosting.Beside}).
 */
@NullMarked
package dev.stile.api.hosting;

import org.jspecify.annotations.NullMarked;
