package dev.stile.git.repository;

import dev.stile.git.process.ObjectId;

import java.time.Instant;
import java.util.List;

/**
 * A commit to be made.
 *
 * @param tree its tree
 * @param parents first the mirror's own line
 * @param at the server's time; git keeps whole seconds
 * @param message words of ours, no text from outside
 */
public record CommitDraft(ObjectId tree, List<ObjectId> parents, Instant at, String message) {
    public CommitDraft {
        parents = List.copyOf(parents);
    }
}
