/**
 * JSON Schema 2020-12 without remote references and with patterns in linear time.
 *
 * <p>In: a schema and a value. Out: every fault with its place. Pure; templates, the outbox and the
 * process host call.
 */
@NullMarked
package dev.stile.flow.schema;

import org.jspecify.annotations.NullMarked;
