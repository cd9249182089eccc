package dev.stile.flow.webhook;

import dev.stile.api.secret.SecureValue;

/**
 * A secret that may prove a delivery now.
 *
 * @param generation counts the secrets of a connection, from 1
 */
public record Key(int generation, SecureValue value) {}
