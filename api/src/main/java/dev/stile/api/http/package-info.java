/**
 * The egress client as a connector sees it: requests built from encoded parts, answers tainted and
 * bounded.
 *
 * <p>In: requests of a connector. Out: answers, or an error of the one family. The gate implements
 * it; connectors call it.
 */
@NullMarked
package dev.stile.api.http;

import org.jspecify.annotations.NullMarked;
