/**
 * What a rule asks of a payload: shapes, patterns, paths, and their combinations.
 *
 * <p>In: the filter of a document, compiled once, and a payload. Out: yes or no within a budget of
 * steps. Pure; rules call, and graphs for their conditions.
 */
@NullMarked
package dev.stile.flow.filter;

import org.jspecify.annotations.NullMarked;
