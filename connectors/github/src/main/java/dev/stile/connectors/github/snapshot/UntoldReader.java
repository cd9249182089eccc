package dev.stile.connectors.github.snapshot;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.Tri;
import dev.stile.api.json.Json;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.client.GraphAnswer;
import dev.stile.connectors.github.client.LacksFields;
import dev.stile.connectors.github.wire.Node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Asks an older server for what only its GraphQL interface tells, without the fields that it turns
 * out to lack: what they would say is unknown then. Any thread may use it.
 */
final class UntoldReader {
    /** Sends a query about the pull request that is looked at. */
    @FunctionalInterface
    interface Asking {
        GraphAnswer ask(String text, Json.ObjectBuilder more) throws LacksFields;
    }

    /** Each refusal names a field at least, and there are not many. */
    private static final int MOST_REFUSALS = 20;

    private static final List<String> QUEUE = List.of("isInMergeQueue", "mergeQueueEntry");

    /** What may be merged rests on them: one that the server lacks is not told. */
    private static final List<String> VERDICTS =
            Stream.concat(Stream.of("potentialMergeCommit", "reviewDecision"), QUEUE.stream())
                    .toList();

    private final int pageCap;
    private final Set<String> lacking = ConcurrentHashMap.newKeySet();

    /**
     * @param pageCap most pages of one list
     */
    UntoldReader(int pageCap) {
        this.pageCap = pageCap;
    }

    /** The server may have been upgraded, in part: what it lacks is found out anew. */
    void forget() {
        lacking.clear();
    }

    Untold read(Sha head, Asking asking) throws HeadMoved {
        GraphAnswer answer = ask(asking, Optional.empty(), Json.object());
        Node request = ofHead(answer, head);
        Map<String, Node> notes = new HashMap<>();
        Map<String, Node> threads = new HashMap<>();
        for (Part part : UntoldQueries.PARTS) {
            Optional<Node> list = request.find(UntoldQueries.name(part));
            for (int page = 1; list.isPresent(); page++) {
                note(part, list.get().items("nodes"), notes, threads);
                Node pageInfo = list.get().field("pageInfo");
                if (!pageInfo.flag("hasNextPage") || page >= pageCap) {
                    break;
                }
                list = next(part, pageInfo.token("endCursor"), head, asking);
            }
        }
        return new Untold(whatIsWhole(answer), withoutQueue(request), notes, threads);
    }

    /**
     * Without the test merge there is no telling which head a verdict was computed on; a field that
     * is not asked for says nothing of the queue, or of the reviews that are wanted.
     */
    private GraphAnswer whatIsWhole(GraphAnswer answer) {
        List<List<String>> broken = new ArrayList<>(answer.broken());
        for (String field : VERDICTS) {
            if (lacking.contains(field) && !(QUEUE.contains(field) && hasNoQueue())) {
                List<String> place = new ArrayList<>(Queries.PULL_REQUEST);
                place.add(field);
                broken.add(place);
            }
        }
        return new GraphAnswer(answer.data(), broken, answer.why());
    }

    private Node withoutQueue(Node request) {
        return hasNoQueue() ? RestWords.with(request, "isInMergeQueue", Json.flag(false)) : request;
    }

    /** A server that has no word for its queue has none. */
    private boolean hasNoQueue() {
        return lacking.containsAll(QUEUE);
    }

    private static void note(
            Part part, List<Node> items, Map<String, Node> notes, Map<String, Node> threads) {
        for (Node item : items) {
            if (part != Part.THREADS) {
                notes.put(item.token("id").text(), known(item));
                continue;
            }
            for (Node comment : item.field("comments").items("nodes")) {
                notes.put(comment.token("id").text(), known(comment));
                threads.put(comment.token("id").text(), item);
            }
        }
    }

    /** Only a server that would say when it was edited says that it was not. */
    private static Node known(Node note) {
        Tri told =
                note.view()
                        .checked(
                                json ->
                                        new Fact<>(
                                                Tri.of(
                                                        json.value()
                                                                        instanceof
                                                                        Json.JsonObject object
                                                                && object.get("lastEditedAt")
                                                                        .isPresent())))
                        .answer();
        return told == Tri.YES
                ? RestWords.with(note, RestWords.EDITS_UNTOLD, Json.nothing())
                : note;
    }

    /** A page that cannot be read leaves unknown what is on it. */
    private Optional<Node> next(Part part, Token after, Sha head, Asking asking) throws HeadMoved {
        try {
            GraphAnswer answer =
                    ask(asking, Optional.of(part), Json.object().put("after", after.text()));
            return ofHead(answer, head).find(UntoldQueries.name(part));
        } catch (Unavailable | Timeout | Malformed failed) {
            return Optional.empty();
        }
    }

    private static Node ofHead(GraphAnswer answer, Sha head) throws HeadMoved {
        Node request = answer.require("repository", "pullRequest");
        if (!request.sha("headRefOid").equals(head)) {
            throw new HeadMoved();
        }
        return request;
    }

    private GraphAnswer ask(Asking asking, Optional<Part> page, Json.ObjectBuilder more) {
        for (int refusal = 0; refusal < MOST_REFUSALS; refusal++) {
            try {
                String text =
                        page.map(part -> UntoldQueries.page(part, lacking))
                                .orElseGet(() -> UntoldQueries.whole(lacking));
                return asking.ask(text, more);
            } catch (LacksFields older) {
                if (!lacking.addAll(older.names())) {
                    break;
                }
            }
        }
        throw new Malformed("a schema with the fields that every version of the server has");
    }
}
