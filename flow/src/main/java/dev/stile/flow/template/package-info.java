/**
 * Connectors described as data: read, checked whole, kept as they were written, and never allowed
 * to claim less than what they run would claim by itself.
 *
 * <p>In: documents of users. Out: manifests with where they come from. {@code stile connector} and
 * the registry ask.
 */
@NullMarked
package dev.stile.flow.template;

import org.jspecify.annotations.NullMarked;
