package dev.stile.api.hosting;

import dev.stile.api.value.Token;

/**
 * The thread as it is now.
 *
 * @param threadId the host's own
 * @param changed false if it was so before
 */
public record ThreadResult(Token threadId, boolean resolved, boolean changed) {}
