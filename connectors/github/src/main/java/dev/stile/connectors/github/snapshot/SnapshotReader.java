package dev.stile.connectors.github.snapshot;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.HostServices;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.json.Json;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.client.GitHubClient;
import dev.stile.connectors.github.client.GraphAnswer;
import dev.stile.connectors.github.client.LacksFields;
import dev.stile.connectors.github.snapshot.Snapshot.Listed;
import dev.stile.connectors.github.wire.Node;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Looks at a pull request: one request, and one more for each further page of a list; on a server
 * that is too old for that one, a request for each list. Any thread may use it.
 */
public final class SnapshotReader {
    private static final String OPERATION = "reading the pull request";
    private static final int AGAIN = 3;
    private static final Duration BETWEEN = Duration.ofMillis(500);

    /** When a server that was too old is asked for all at once again. */
    private static final Duration UPGRADED = Duration.ofHours(1);

    private final GitHubClient client;
    private final int pageCap;
    private final Clock clock;
    private final Supplier<HostServices> services;
    private final RestReader lists;
    private final AtomicReference<@Nullable Instant> olderSince = new AtomicReference<>();

    /**
     * @param pageCap most pages of one list
     * @param services for waiting until a push shows everywhere
     */
    public SnapshotReader(
            GitHubClient client, int pageCap, Clock clock, Supplier<HostServices> services) {
        this.client = client;
        this.pageCap = pageCap;
        this.clock = clock;
        this.services = services;
        this.lists = new RestReader(client, pageCap, OPERATION, clock);
    }

    /**
     * Looks once; again if the head moves meanwhile.
     *
     * @throws Unavailable if it never stands still
     */
    public Snapshot read(PrRef pr, CallContext call) {
        for (int attempt = 0; attempt <= AGAIN; attempt++) {
            try {
                return look(pr, call);
            } catch (HeadMoved moved) {
                if (!services.get().pause(BETWEEN, call)) {
                    break;
                }
            }
        }
        throw new Unavailable("the head of the pull request moves while it is read");
    }

    private Snapshot look(PrRef pr, CallContext call) throws HeadMoved {
        Optional<Instant> older = Optional.ofNullable(olderSince.get());
        Instant now = clock.instant();
        if (older.filter(since -> since.plus(UPGRADED).isAfter(now)).isEmpty()) {
            try {
                Snapshot all = once(pr, call);
                olderSince.set(null);
                return all;
            } catch (LacksFields lacking) {
                olderSince.set(now);
                lists.forget();
            }
        }
        return lists.read(
                pr, (text, more) -> client.query(OPERATION, text, variables(pr, more), call), call);
    }

    private Snapshot once(PrRef pr, CallContext call) throws HeadMoved, LacksFields {
        GraphAnswer answer =
                client.query(OPERATION, Queries.SNAPSHOT, variables(pr, Json.object()), call);
        Node repository = answer.require("repository");
        Node request = answer.require("repository", "pullRequest");
        Sha head = request.sha("headRefOid");
        Map<Part, Listed> lists = new EnumMap<>(Part.class);
        LongThreads threads =
                new LongThreads((text, more) -> further(text, pr, more, call), head, pageCap);
        for (Part part : Part.values()) {
            lists.put(part, new Listing(pr, part, head, threads, call).read(answer, request));
        }
        return new Snapshot(
                new PrRef(named(pr.repo(), repository), pr.prNumber()),
                answer,
                repository,
                request,
                head,
                lists,
                threads.further(),
                answer.find("viewer").map(viewer -> viewer.token("login")).orElse(new Token("-")),
                clock.instant());
    }

    /** Asks for no field that the first query did not ask for. */
    private GraphAnswer further(String text, PrRef pr, Json.ObjectBuilder more, CallContext call) {
        try {
            return client.query(OPERATION, text, variables(pr, more), call);
        } catch (LacksFields changed) {
            throw new Malformed("the fields of the page before");
        }
    }

    /** The repository as the host spells it, which is another if it has moved. */
    private static RepoRef named(RepoRef asked, Node repository) {
        String path = repository.token("nameWithOwner").text();
        return new RepoRef(asked.host(), path);
    }

    private Json variables(PrRef pr, Json.ObjectBuilder more) {
        List<String> names = client.names(pr.repo());
        return more.put("owner", names.getFirst())
                .put("name", names.getLast())
                .put("number", pr.prNumber())
                .build();
    }

    /** All pages of one list. */
    private final class Listing {
        private final PrRef pr;
        private final Part part;
        private final Sha head;
        private final LongThreads threads;
        private final CallContext call;
        private final Map<String, Node> joined = new LinkedHashMap<>();
        private boolean whole;

        private Listing(PrRef pr, Part part, Sha head, LongThreads threads, CallContext call) {
            this.pr = pr;
            this.part = part;
            this.head = head;
            this.threads = threads;
            this.call = call;
        }

        private Listed read(GraphAnswer answer, Node request) throws HeadMoved {
            whole = answer.isWhole(part.place());
            Optional<Node> connection = connection(request);
            for (int attempt = 0; attempt <= AGAIN; attempt++) {
                if (attempt > 0) {
                    whole = true;
                    connection = page(Optional.empty());
                }
                if (!isShifted(connection)) {
                    whole &= part != Part.THREADS || threads.read(List.copyOf(joined.values()));
                    return new Listed(List.copyOf(joined.values()), whole);
                }
            }
            return new Listed(List.copyOf(joined.values()), false);
        }

        /** Reads on to the end; true if an item came twice, so that another may be missing. */
        private boolean isShifted(Optional<Node> first) throws HeadMoved {
            Map<String, Node> seen = new LinkedHashMap<>();
            Optional<Node> connection = first;
            Optional<Token> after = Optional.empty();
            boolean shifted = false;
            int pages = 1;
            while (connection.isPresent()) {
                if (part == Part.THREADS) {
                    threads.seen(connection.get(), after);
                }
                for (Node item : connection.get().items("nodes")) {
                    shifted |= seen.put(key(item), item) != null;
                }
                Node pageInfo = connection.get().field("pageInfo");
                if (!pageInfo.flag("hasNextPage")) {
                    break;
                }
                if (pages >= pageCap) {
                    whole = false;
                    break;
                }
                after = Optional.of(pageInfo.token("endCursor"));
                connection = page(after);
                pages++;
            }
            joined.putAll(seen);
            return shifted;
        }

        private Optional<Node> page(Optional<Token> after) throws HeadMoved {
            Json.ObjectBuilder variables = Json.object();
            after.ifPresent(cursor -> variables.put("after", cursor.text()));
            GraphAnswer answer;
            Node request;
            try {
                answer = further(Queries.page(part), pr, variables, call);
                request = answer.require("repository", "pullRequest");
            } catch (Unavailable | Timeout | Malformed failed) {
                whole = false;
                return Optional.empty();
            }
            if (!request.sha("headRefOid").equals(head)) {
                throw new HeadMoved();
            }
            whole &= answer.isWhole(part.place());
            return connection(request);
        }

        private Optional<Node> connection(Node request) throws HeadMoved {
            return switch (part) {
                case REVIEWS -> there(request.find("reviews"));
                case THREADS -> there(request.find("reviewThreads"));
                case COMMENTS -> there(request.find("comments"));
                case CHECKS -> checks(request);
            };
        }

        private Optional<Node> there(Optional<Node> connection) {
            whole &= connection.isPresent();
            return connection;
        }

        /** Of the last commit, which is the head; one without any check has no rollup. */
        private Optional<Node> checks(Node request) throws HeadMoved {
            Optional<Node> commits = request.find("commits");
            List<Node> last = commits.map(nodes -> nodes.items("nodes")).orElse(List.of());
            whole &= !last.isEmpty();
            if (last.isEmpty()) {
                return Optional.empty();
            }
            Node commit = last.getLast().field("commit");
            if (!commit.sha("oid").equals(head)) {
                throw new HeadMoved();
            }
            return commit.find("statusCheckRollup").flatMap(rollup -> rollup.find("contexts"));
        }

        private static String key(Node item) {
            return item.token("id").text();
        }
    }
}
