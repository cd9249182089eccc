package dev.stile.simulator.github.graphql;

import dev.stile.simulator.github.rest.Addresses;
import dev.stile.simulator.github.rest.Times;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.PullRequest;

import graphql.schema.DataFetchingEnvironment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The fields of commits and of what was reported on them. */
final class CommitFields {
    private CommitFields() {}

    static void add(Served served) {
        served.of("PullRequestCommit", Nodes.PullCommit.class)
                .field("commit", Nodes.PullCommit::commit);
        served.of("Commit", Object.class)
                .field("oid", CommitFields::oid)
                // Given up by the host: the field is there and always empty.
                .field("pushedDate", _ -> Optional.empty())
                .field(
                        "committedDate",
                        each ->
                                Times.wire(
                                        full(each)
                                                .repository()
                                                .bare()
                                                .info(full(each).sha())
                                                .committedAt()))
                .field(
                        "message",
                        each -> full(each).repository().bare().info(full(each).sha()).message())
                .seen("parents", (each, in) -> parents(full(each), in))
                .seen("checkSuites", (each, in) -> suites(full(each), in))
                .field("statusCheckRollup", each -> rollup(full(each)));
        served.connection("Commit");
        served.of("StatusCheckRollup", Nodes.Rollup.class)
                .field("id", each -> "SCR_" + each.sha())
                .field(
                        "state",
                        each ->
                                each.repository()
                                        .checks()
                                        .rollup(each.sha())
                                        .map(CommitFields::capital))
                .seen("contexts", CommitFields::contexts);
        CheckFields.add(served);
        statuses(served);
    }

    private static String oid(Object commit) {
        return commit instanceof Map<?, ?> bare
                ? String.valueOf(bare.get("oid"))
                : full(commit).sha();
    }

    private static Nodes.Commit full(Object commit) {
        if (commit instanceof Nodes.Commit full) {
            return full;
        }
        throw new QueryFailure("UNSERVED", "the simulator knows only the oid of this commit");
    }

    private static Object parents(Nodes.Commit commit, DataFetchingEnvironment in) {
        return Connections.of(
                in,
                commit.repository().bare().info(commit.sha()).parents().stream()
                        .map(sha -> new Nodes.Commit(commit.repository(), sha))
                        .toList());
    }

    private static Optional<Nodes.Rollup> rollup(Nodes.Commit commit) {
        return commit.repository()
                .checks()
                .rollup(commit.sha())
                .map(_ -> new Nodes.Rollup(commit.repository(), commit.sha()));
    }

    private static Object contexts(Nodes.Rollup each, DataFetchingEnvironment in) {
        List<Object> all = new ArrayList<>();
        each.repository()
                .checks()
                .runs(each.sha())
                .forEach(run -> all.add(new Nodes.Run(each.repository(), run)));
        each.repository()
                .checks()
                .statuses(each.sha())
                .forEach(status -> all.add(new Nodes.Status(each.repository(), status)));
        return Connections.of(in, all);
    }

    private static Object suites(Nodes.Commit commit, DataFetchingEnvironment in) {
        return Connections.of(
                in,
                commit.repository().checks().runs(commit.sha()).stream()
                        .map(run -> new Nodes.Suite(commit.repository(), commit.sha(), run.app()))
                        .distinct()
                        .toList());
    }

    private static void statuses(Served served) {
        served.of("StatusContext", Nodes.Status.class)
                .field("id", each -> Addresses.node("SC", each.status().id()))
                .field("context", each -> each.status().context())
                .field("state", each -> capital(each.status().state()))
                .field("description", each -> each.status().description())
                .field("createdAt", each -> Times.wire(each.status().at()))
                .field("targetUrl", each -> each.status().url())
                .seen("creator", (each, in) -> View.of(in).author(each.status().creator()))
                .seen(
                        "isRequired",
                        (each, in) ->
                                required(
                                        each.repository(),
                                        each.status().context(),
                                        Optional.empty(),
                                        in));
    }

    static boolean required(
            HostedRepository repository,
            String check,
            Optional<Long> app,
            DataFetchingEnvironment in) {
        Optional<PullRequest> pull = Optional.empty();
        if (in.getArgument("pullRequestNumber") instanceof Integer number) {
            pull = repository.pull(number);
        } else if (in.getArgument("pullRequestId") instanceof String id) {
            pull = repository.host().pull(Addresses.number("PR", id));
        }
        return pull.map(each -> repository.rules().require(each.base(), check, app))
                .orElseThrow(
                        () ->
                                new QueryFailure(
                                        "NOT_FOUND",
                                        "You must provide a valid pullRequestNumber or"
                                                + " pullRequestId."));
    }

    static String capital(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
