package dev.stile.api.hosting;

import dev.stile.api.value.Sha;

/** What became of a close. */
public sealed interface CloseResult {
    record Closed() implements CloseResult {}

    record AlreadyClosed() implements CloseResult {}

    record AlreadyMerged() implements CloseResult {}

    /** Somebody pushed; nothing was closed, or it was in the same moment. */
    record HeadChanged(Sha headSha, boolean closed) implements CloseResult {}
}
