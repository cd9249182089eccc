package dev.stile.connectors.github.snapshot;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.client.GraphAnswer;
import dev.stile.connectors.github.wire.Node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One look at a pull request, all of one head.
 *
 * @param pr as the host spells its repository now
 * @param answer the first answer, for what is missing in it
 * @param repository what the host says of it
 * @param request the pull request
 * @param lists all pages of each list
 * @param further comments of threads beyond their first page, by the id of the thread
 * @param viewer who looks, if the host says so
 * @param observedAt on our clock
 */
public record Snapshot(
        PrRef pr,
        GraphAnswer answer,
        Node repository,
        Node request,
        Sha headSha,
        Map<Part, Listed> lists,
        Map<String, List<Node>> further,
        Token viewer,
        Instant observedAt) {
    private enum State {
        OPEN,
        OTHER
    }

    /**
     * All pages of one list.
     *
     * @param complete false past the cap, after a page that failed, and where a part is missing
     */
    record Listed(List<Node> items, boolean complete) {
        Listed {
            items = List.copyOf(items);
        }
    }

    public Snapshot {
        lists = Map.copyOf(lists);
        further = Map.copyOf(further);
    }

    /** Whether it can still change. */
    public boolean isOpen() {
        return request.word("state", State.class, State.OTHER) == State.OPEN;
    }

    public BranchName baseBranch() {
        return request.branch("baseRefName");
    }

    /** Its id for mutations. */
    public String nodeId() {
        return request.token("id").text();
    }

    Listed list(Part part) {
        return lists.getOrDefault(part, new Listed(List.of(), false));
    }

    /** Whether nothing of that member of the pull request is missing. */
    boolean isWhole(String member) {
        List<String> place = new ArrayList<>(Queries.PULL_REQUEST);
        place.add(member);
        return answer.isWhole(place);
    }
}
