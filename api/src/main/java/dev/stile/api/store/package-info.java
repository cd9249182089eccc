/**
 * The record facet: what a connector does to present one tracker or wiki as records.
 *
 * <p>In: untainted drafts and changes. Out: tainted records, listings with a typed end. Connectors
 * implement it; the core calls it.
 */
@NullMarked
package dev.stile.api.store;

import org.jspecify.annotations.NullMarked;
