/**
 * The action facet: named operations with schemas, permissions and an idempotency key on each call.
 *
 * <p>In: an input that fits the schema and may leave. Out: what came of it, or that nobody knows.
 * The outbox calls; connectors implement {@link dev.stile.api.action.ActionSet}.
 */
@NullMarked
package dev.stile.api.action;

import org.jspecify.annotations.NullMarked;
