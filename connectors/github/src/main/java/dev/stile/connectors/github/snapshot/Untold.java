package dev.stile.connectors.github.snapshot;

import dev.stile.connectors.github.client.GraphAnswer;
import dev.stile.connectors.github.wire.Node;

import java.util.Map;
import java.util.Optional;

/**
 * What the REST interface does not tell of a pull request.
 *
 * @param answer for who looks, and for what is missing in it
 * @param request the pull request
 * @param notes what is known of edits and of what is hidden, by the id of the review or comment
 * @param threads each by the id of each of its comments
 */
record Untold(
        GraphAnswer answer, Node request, Map<String, Node> notes, Map<String, Node> threads) {
    Untold {
        notes = Map.copyOf(notes);
        threads = Map.copyOf(threads);
    }

    /** The same review or comment with what is known of it here. */
    Node completed(Node said) {
        return Optional.ofNullable(notes.get(said.token("id").text()))
                .map(note -> RestWords.joined(said, note))
                .orElse(said);
    }

    /** The thread that a comment is in. */
    Optional<Node> thread(Node comment) {
        return Optional.ofNullable(threads.get(comment.token("id").text()));
    }
}
