package dev.stile.connectors.github.snapshot;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.json.Json;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.client.GraphAnswer;
import dev.stile.connectors.github.wire.Node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Further pages of threads that have more comments than a page holds. For one snapshot. */
final class LongThreads {
    private final BiFunction<String, Json.ObjectBuilder, GraphAnswer> asking;
    private final Sha head;
    private final int pageCap;
    private final Map<String, Optional<Token>> before = new HashMap<>();
    private final Map<String, List<Node>> further = new HashMap<>();

    /**
     * @param asking sends a query about the pull request
     */
    LongThreads(BiFunction<String, Json.ObjectBuilder, GraphAnswer> asking, Sha head, int pageCap) {
        this.asking = asking;
        this.head = head;
        this.pageCap = pageCap;
    }

    /** Takes note of where the threads of a page stand. */
    void seen(Node connection, Optional<Token> after) {
        Optional<Token> place = after;
        List<Node> threads = connection.items("nodes");
        List<Node> edges = connection.items("edges");
        for (int index = 0; index < threads.size(); index++) {
            before.put(threads.get(index).token("id").text(), place);
            place = index < edges.size() ? edges.get(index).findToken("cursor") : Optional.empty();
        }
    }

    /** Reads what is missing of these threads; false if some of it could not be read. */
    boolean read(List<Node> threads) throws HeadMoved {
        boolean complete = true;
        for (Node thread : threads) {
            Node pageInfo = thread.field("comments").field("pageInfo");
            if (pageInfo.flag("hasNextPage")) {
                complete &= read(thread.token("id"), pageInfo.token("endCursor"));
            }
        }
        return complete;
    }

    private boolean read(Token thread, Token firstEnd) throws HeadMoved {
        List<Node> found = further.computeIfAbsent(thread.text(), id -> new ArrayList<>());
        Token after = firstEnd;
        for (int page = 2; page <= pageCap; page++) {
            Optional<Node> comments = page(thread, after);
            if (comments.isEmpty()) {
                return false;
            }
            found.addAll(comments.get().items("nodes"));
            Node pageInfo = comments.get().field("pageInfo");
            if (!pageInfo.flag("hasNextPage")) {
                return true;
            }
            after = pageInfo.token("endCursor");
        }
        return false;
    }

    private Optional<Node> page(Token thread, Token after) throws HeadMoved {
        Json.ObjectBuilder variables = Json.object().put("after", after.text());
        before.getOrDefault(thread.text(), Optional.empty())
                .ifPresent(place -> variables.put("place", place.text()));
        Node request;
        try {
            GraphAnswer answer = asking.apply(Queries.THREAD_PAGE, variables);
            if (!answer.isWhole(Part.THREADS.place())) {
                return Optional.empty();
            }
            request = answer.require("repository", "pullRequest");
        } catch (Unavailable | Timeout | Malformed failed) {
            return Optional.empty();
        }
        if (!request.sha("headRefOid").equals(head)) {
            throw new HeadMoved();
        }
        return request.field("reviewThreads").items("nodes").stream()
                .filter(found -> found.token("id").equals(thread))
                .findFirst()
                .map(found -> found.field("comments"));
    }

    /** What was read, by the id of the thread. */
    Map<String, List<Node>> further() {
        return further;
    }
}
