package dev.stile.connectors.github;

import dev.stile.api.call.CallContext;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.HostServices;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeSteps;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PrRef;
import dev.stile.connectors.github.branch.Protections;
import dev.stile.connectors.github.branch.Repositories;
import dev.stile.connectors.github.client.GitHubClient;
import dev.stile.connectors.github.snapshot.CheckReading;
import dev.stile.connectors.github.snapshot.Facts;
import dev.stile.connectors.github.snapshot.OpenRequests;
import dev.stile.connectors.github.snapshot.Probing;
import dev.stile.connectors.github.snapshot.Snapshot;
import dev.stile.connectors.github.snapshot.SnapshotReader;
import dev.stile.connectors.github.write.BranchDeleting;
import dev.stile.connectors.github.write.BranchUpdating;
import dev.stile.connectors.github.write.Closing;
import dev.stile.connectors.github.write.Commenting;
import dev.stile.connectors.github.write.Creation;
import dev.stile.connectors.github.write.Dismissal;
import dev.stile.connectors.github.write.Merging;
import dev.stile.connectors.github.write.Rest;
import dev.stile.connectors.github.write.ReviewAsking;
import dev.stile.connectors.github.write.ThreadSettling;
import dev.stile.connectors.github.write.Update;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a started connection is made of. Any thread may use it. */
final class Parts {
    /** How old rules may be when facts are gathered, and when a merge is decided. */
    private static final Duration RULES_FOR_FACTS = Duration.ofMinutes(5);

    private static final Duration RULES_FOR_A_MERGE = Duration.ofMinutes(1);

    private final GitHubSettings settings;
    private final Clock clock;
    private final GitHubClient client;
    private final SnapshotReader snapshots;
    private final Protections protections;
    private final Rest rest;

    private Parts(
            GitHubSettings settings,
            Clock clock,
            GitHubClient client,
            Supplier<HostServices> services) {
        this.settings = settings;
        this.clock = clock;
        this.client = client;
        this.snapshots = new SnapshotReader(client, settings.pageCap(), clock, services);
        this.protections = new Protections(client, settings.pageCap(), clock);
        this.rest = new Rest(client, services);
    }

    static Parts of(
            GitHubSettings settings, ConnectorContext context, Supplier<HostServices> services) {
        Clock clock = context.clock();
        return new Parts(
                settings,
                clock,
                new GitHubClient(context.egress(), settings.addresses(), clock),
                services);
    }

    Health health() {
        return new Health(client, settings.isApp());
    }

    Creation creation() {
        return new Creation(rest);
    }

    Update update() {
        return new Update(rest);
    }

    Closing closing() {
        return new Closing(rest);
    }

    Commenting commenting() {
        return new Commenting(rest, this::comments);
    }

    Dismissal dismissal() {
        return new Dismissal(rest, (pr, call) -> facts(pr, call).reviews());
    }

    Protections protections() {
        return protections;
    }

    Repositories repositories() {
        return new Repositories(client);
    }

    Probing probing() {
        return new Probing(client);
    }

    OpenRequests openRequests() {
        return new OpenRequests(client, settings.pageCap());
    }

    ThreadSettling threads() {
        return new ThreadSettling(rest, this::comments);
    }

    ReviewAsking asking() {
        return new ReviewAsking(rest);
    }

    BranchUpdating branchUpdating() {
        return new BranchUpdating(rest);
    }

    BranchDeleting branchDeleting() {
        return new BranchDeleting(rest);
    }

    CheckReading checks() {
        return new CheckReading(client);
    }

    /** One snapshot under the rules of its base branch. */
    Facts facts(PrRef pr, CallContext call) {
        return facts(snapshots.read(pr, call), RULES_FOR_FACTS, call);
    }

    private Facts facts(Snapshot snapshot, Duration oldestRules, CallContext call) {
        BranchProtection rules =
                snapshot.isOpen()
                        ? protections.recent(
                                snapshot.pr().repo(), snapshot.baseBranch(), oldestRules, call)
                        : Protections.unread();
        return new Facts(snapshot, rules, settings.countStaleApprovals(), client.webUrl());
    }

    /** What was said needs no rules. */
    PRComments comments(PrRef pr, CallContext call) {
        return new Facts(
                        snapshots.read(pr, call),
                        Protections.unread(),
                        settings.countStaleApprovals(),
                        client.webUrl())
                .comments();
    }

    MergeResult merge(
            PrRef pr,
            MergeStrategy strategy,
            MergeGuard guard,
            HostServices services,
            CallContext call) {
        Merging merging =
                new Merging(rest, strategy, guard, (bounded, id) -> seen(pr, id, bounded));
        return new MergeSteps(merging, strategy, guard, services, clock).run(call);
    }

    private MergeSteps.Seen seen(PrRef pr, Consumer<String> id, CallContext call) {
        Snapshot snapshot = snapshots.read(pr, call);
        id.accept(snapshot.nodeId());
        Facts facts = facts(snapshot, RULES_FOR_A_MERGE, call);
        return new MergeSteps.Seen(
                facts.status(), facts.allowed(), facts.protection().mergeQueue());
    }
}
