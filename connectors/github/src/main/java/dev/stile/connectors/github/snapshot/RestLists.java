package dev.stile.connectors.github.snapshot;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.http.Url;
import dev.stile.connectors.github.client.GitHubClient;
import dev.stile.connectors.github.client.ReadAnswer;
import dev.stile.connectors.github.snapshot.Snapshot.Listed;
import dev.stile.connectors.github.wire.Node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Reads lists of the REST interface, all pages, each item once.
 *
 * @param pageCap most pages of one list
 * @param operation what it is for
 */
record RestLists(GitHubClient client, int pageCap, String operation) {
    private static final int AGAIN = 3;

    /**
     * Pages of a list, whatever they are in.
     *
     * @param mayBeFollowed whether it says that another one follows, or is full: of one that is not
     *     modified the host says only that, and what it said of the next one is as old as it is
     */
    private record Page(List<Node> items, boolean mayBeFollowed) {}

    /**
     * All of it. Read again where an item comes twice or a page is another one at the end, so that
     * an item may be missing; what cannot be read is missing.
     *
     * @param words says an item in the words of the snapshot
     */
    Listed read(
            Url list,
            Function<Node, List<Node>> items,
            UnaryOperator<Node> words,
            CallContext call) {
        Url first = list.query("per_page", GitHubClient.PAGE);
        Map<String, Node> joined = new LinkedHashMap<>();
        for (int attempt = 0; attempt <= AGAIN; attempt++) {
            Map<String, Node> seen = new LinkedHashMap<>();
            List<Set<String>> before = new ArrayList<>();
            boolean shifted = false;
            boolean whole = true;
            for (int number = 1; ; number++) {
                Url url = number == 1 ? first : first.query("page", number);
                Optional<Page> page = page(url, items, words, call);
                Map<String, Node> there = byId(page);
                shifted |= !Collections.disjoint(seen.keySet(), there.keySet());
                seen.putAll(there);
                boolean last = page.filter(Page::mayBeFollowed).isEmpty();
                if (last || number >= pageCap) {
                    whole = last && page.isPresent();
                    break;
                }
                before.add(there.keySet());
            }
            shifted |= whole && !isStill(first, before, items, words, call);
            // The last reading tells the order; what only an earlier one saw comes behind.
            Map<String, Node> newest = new LinkedHashMap<>(seen);
            joined.forEach(newest::putIfAbsent);
            joined = newest;
            if (!shifted) {
                return new Listed(List.copyOf(joined.values()), whole);
            }
        }
        return new Listed(List.copyOf(joined.values()), false);
    }

    /**
     * Whether each page before the last one is what it was: after an item that goes away, another
     * one moves to a page that was read before. What is not modified costs nothing of the budget.
     */
    private boolean isStill(
            Url first,
            List<Set<String>> before,
            Function<Node, List<Node>> items,
            UnaryOperator<Node> words,
            CallContext call) {
        for (int number = 1; number <= before.size(); number++) {
            Url url = number == 1 ? first : first.query("page", number);
            Optional<Page> now = page(url, items, words, call);
            if (!byId(now).keySet().equals(before.get(number - 1))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Node> byId(Optional<Page> page) {
        Map<String, Node> there = new LinkedHashMap<>();
        page.map(Page::items)
                .orElse(List.of())
                .forEach(item -> there.put(item.token("id").text(), item));
        return there;
    }

    private Optional<Page> page(
            Url url,
            Function<Node, List<Node>> items,
            UnaryOperator<Node> words,
            CallContext call) {
        try {
            ReadAnswer answer = client.ask(url, operation, call);
            Node body = answer.body().orElseThrow(() -> answer.error(What.RECORD));
            List<Node> raw = items.apply(body);
            return Optional.of(
                    new Page(
                            raw.stream().map(words).toList(),
                            answer.isFollowed() || raw.size() >= GitHubClient.PAGE));
        } catch (NotFound | Permission | Unavailable | Timeout | Malformed unreadable) {
            return Optional.empty();
        }
    }
}
