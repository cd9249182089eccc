/**
 * Commands about subscribers and what a person trusts of a workspace: in come the words that were
 * typed, out go a document or lines. {@code Root} names them.
 */
@NullMarked
package dev.stile.cli.subscribers;

import org.jspecify.annotations.NullMarked;
