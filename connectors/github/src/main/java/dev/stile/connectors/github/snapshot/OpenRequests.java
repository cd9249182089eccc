package dev.stile.connectors.github.snapshot;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.OpenPrs;
import dev.stile.api.hosting.OpenPrs.OpenPr;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.client.GitHubClient;
import dev.stile.connectors.github.client.GraphAnswer;
import dev.stile.connectors.github.client.LacksFields;
import dev.stile.connectors.github.wire.Node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists open pull requests, the newest first, a hundred by a request.
 *
 * @param client speaks to the server
 * @param pageCap most pages
 */
public record OpenRequests(GitHubClient client, int pageCap) {
    private static final String OPERATION = "listing the pull requests";
    private static final int AGAIN = 3;
    private static final List<String> PLACE = List.of("repository", "pullRequests");

    /** All of them; read again where one comes twice, so that another may be missing. */
    public OpenPrs read(RepoRef repo, Optional<BranchName> head, CallContext call) {
        Map<PrRef, OpenPr> joined = new LinkedHashMap<>();
        for (int attempt = 0; attempt <= AGAIN; attempt++) {
            Reading reading = new Reading(repo, head, call);
            reading.run();
            if (!reading.shifted) {
                // What only an earlier one saw may be closed by now.
                return new OpenPrs(List.copyOf(reading.seen.values()), reading.whole);
            }
            // The last reading tells the order; what only an earlier one saw comes behind.
            Map<PrRef, OpenPr> newest = new LinkedHashMap<>(reading.seen);
            joined.forEach(newest::putIfAbsent);
            joined = newest;
        }
        return new OpenPrs(List.copyOf(joined.values()), false);
    }

    private static String query(boolean ofHead) {
        return "query($owner:String!,$name:String!,$after:String"
                + (ofHead ? ",$head:String!" : "")
                + "){repository(owner:$owner,name:$name){nameWithOwner "
                + "pullRequests(states:[OPEN],first:100,after:$after,"
                + "orderBy:{field:CREATED_AT,direction:DESC}"
                + (ofHead ? ",headRefName:$head" : "")
                + "){pageInfo{hasNextPage endCursor} nodes{"
                + Queries.LISTED
                + "}}} viewer{login}}";
    }

    private final class Reading {
        private final RepoRef repo;
        private final Optional<BranchName> head;
        private final CallContext call;
        private final Map<PrRef, OpenPr> seen = new LinkedHashMap<>();
        private boolean shifted;
        private boolean whole = true;

        private Reading(RepoRef repo, Optional<BranchName> head, CallContext call) {
            this.repo = repo;
            this.head = head;
            this.call = call;
        }

        private void run() {
            Optional<Token> after = Optional.empty();
            for (int page = 1; ; page++) {
                Optional<GraphAnswer> answer = page == 1 ? Optional.of(ask(after)) : next(after);
                if (answer.isEmpty()) {
                    whole = false;
                    return;
                }
                Node list = answer.get().require("repository", "pullRequests");
                whole &= answer.get().isWhole(PLACE);
                take(answer.get(), list);
                Node pageInfo = list.field("pageInfo");
                if (!pageInfo.flag("hasNextPage")) {
                    return;
                }
                if (page >= pageCap) {
                    whole = false;
                    return;
                }
                after = Optional.of(pageInfo.token("endCursor"));
            }
        }

        /** A page that fails leaves unknown what is on it. */
        private Optional<GraphAnswer> next(Optional<Token> after) {
            try {
                return Optional.of(ask(after));
            } catch (Unavailable | Timeout | Malformed failed) {
                return Optional.empty();
            }
        }

        private GraphAnswer ask(Optional<Token> after) {
            List<String> names = client.names(repo);
            Json.ObjectBuilder variables =
                    Json.object().put("owner", names.getFirst()).put("name", names.getLast());
            after.ifPresent(cursor -> variables.put("after", cursor.text()));
            head.ifPresent(branch -> variables.put("head", branch.text()));
            try {
                return client.query(OPERATION, query(head.isPresent()), variables.build(), call);
            } catch (LacksFields older) {
                throw new Malformed("the fields that every version of the server has");
            }
        }

        private void take(GraphAnswer answer, Node list) {
            RepoRef here =
                    new RepoRef(
                            repo.host(),
                            answer.require("repository").token("nameWithOwner").text());
            Users users =
                    new Users(
                            repo.host(),
                            answer.find("viewer")
                                    .map(viewer -> viewer.token("login"))
                                    .orElse(new Token("-")));
            for (Node request : list.items("nodes")) {
                OpenPr pr = listed(request, here, users);
                shifted |= seen.put(pr.pr(), pr) != null;
            }
        }

        private OpenPr listed(Node request, RepoRef here, Users users) {
            List<Tainted<String>> labels =
                    request.find("labels").map(all -> all.items("nodes")).orElse(List.of()).stream()
                            .map(label -> label.text("name"))
                            .toList();
            return new OpenPr(
                    new PrRef(here, Math.toIntExact(request.whole("number"))),
                    request.text("title"),
                    users.of(request.find("author")),
                    request.tri("isDraft") == Tri.YES,
                    labels,
                    request.sha("headRefOid"),
                    request.branch("headRefName"),
                    request.find("headRepository")
                            .map(
                                    from ->
                                            new RepoRef(
                                                    repo.host(),
                                                    from.token("nameWithOwner").text())),
                    request.branch("baseRefName"),
                    request.url("url", client.webUrl()),
                    request.moment("updatedAt"));
        }
    }
}
