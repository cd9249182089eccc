package dev.stile.connectors.github.client;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.connectors.github.wire.Node;

import java.util.List;
import java.util.Optional;

/**
 * What a query brought, perhaps only in part.
 *
 * @param data the member of that name
 * @param broken where something is missing: each a path of names without list positions
 * @param why the error that the first of these means
 */
public record GraphAnswer(Node data, List<List<String>> broken, Optional<ConnectorException> why) {
    public GraphAnswer {
        broken = broken.stream().map(List::copyOf).toList();
    }

    /**
     * Whether something at or below a place is missing, or all of what it is in.
     *
     * @param place names from the root on
     */
    public boolean isWhole(List<String> place) {
        return broken.stream().noneMatch(path -> touches(path, place));
    }

    private static boolean touches(List<String> path, List<String> place) {
        int common = Math.min(path.size(), place.size());
        return path.subList(0, common).equals(place.subList(0, common));
    }

    /**
     * A node that must be there.
     *
     * @throws ConnectorException what its absence means
     */
    public Node require(String... names) {
        return find(names)
                .orElseThrow(() -> why.orElseGet(() -> new Malformed("data at " + List.of(names))));
    }

    /** A node, by the names on the way to it. */
    public Optional<Node> find(String... names) {
        Optional<Node> node = Optional.of(data);
        for (String name : names) {
            node = node.flatMap(parent -> parent.find(name));
        }
        return node;
    }
}
