package dev.stile.api.action;

import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;

/**
 * One attempt to do something.
 *
 * @param action slug
 * @param input fits the action's schema
 * @param key the same for every attempt of the same intent
 * @param attempt counts from 1
 */
public record ActionCall(
        String action,
        Untainted<ActionInput, Sink.ActionField> input,
        IdempotencyKey key,
        int attempt) {}
