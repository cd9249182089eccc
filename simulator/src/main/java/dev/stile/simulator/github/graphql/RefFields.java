package dev.stile.simulator.github.graphql;

import dev.stile.simulator.github.rest.Addresses;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Role;

import graphql.schema.DataFetchingEnvironment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Branches, and what moves or deletes several of them at once or none. */
final class RefFields {
    private static final String BRANCH = "refs/heads/";

    private RefFields() {}

    static void add(Served served) {
        served.of("Repository", HostedRepository.class)
                .seen("ref", (repository, in) -> ref(repository, in));
        served.of("PullRequest", PullRequest.class)
                .field("baseRef", pull -> ref(pull.repository(), pull.base()));
        served.of("Ref", Nodes.Ref.class)
                .field("name", Nodes.Ref::branch)
                .field("prefix", _ -> BRANCH)
                .field("target", Nodes.Ref::target)
                .seen("associatedPullRequests", RefFields::pullRequests);
        served.ofInterface("GitObject", "oid");
        served.root("Mutation", "updateRefs", RefFields::update);
        served.members("UpdateRefsPayload", "clientMutationId");
    }

    private static Object ref(HostedRepository repository, DataFetchingEnvironment in) {
        String name = Objects.toString(in.getArgument("qualifiedName"));
        return name.startsWith(BRANCH)
                ? ref(repository, name.substring(BRANCH.length()))
                : Optional.empty();
    }

    private static Optional<Nodes.Ref> ref(HostedRepository repository, String branch) {
        return repository
                .branch(branch)
                .map(sha -> new Nodes.Ref(branch, new Nodes.Commit(repository, sha)));
    }

    /** Those with this ref as the head ref, of whatever repository the caller sees. */
    private static Object pullRequests(Nodes.Ref ref, DataFetchingEnvironment in) {
        View view = View.of(in);
        HostedRepository from = ref.target().repository();
        return Connections.of(
                in,
                view.host().repositories().stream()
                        .filter(view.caller()::sees)
                        .flatMap(repository -> RootFields.listed(repository, in))
                        .filter(pull -> pull.isFrom(from, ref.branch()))
                        .toList());
    }

    /** What one branch is to become; an oid of zeros stands for no branch. */
    private record Change(String branch, Optional<String> before, String after, boolean force) {
        static Change of(Map<?, ?> given) {
            String name = String.valueOf(given.get("name"));
            if (!name.startsWith(BRANCH)) {
                throw new QueryFailure("UNSERVED", "the simulator moves branches only");
            }
            return new Change(
                    name.substring(BRANCH.length()),
                    Optional.ofNullable(given.get("beforeOid")).map(String::valueOf),
                    String.valueOf(given.get("afterOid")),
                    Boolean.TRUE.equals(given.get("force")));
        }

        boolean deletes() {
            return isNone(after);
        }

        private static boolean isNone(String oid) {
            return oid.chars().allMatch(digit -> digit == '0');
        }

        /** Why the host does none of the changes; empty if nothing stands against this one. */
        Optional<String> against(HostedRepository repository, Account by) {
            Optional<String> now = repository.branch(branch);
            if (before.filter(oid -> !oid.equals(now.orElse("0".repeat(40)))).isPresent()) {
                return Optional.of("Reference update failed: " + branch + " is not at beforeOid");
            }
            if (!repository.mayPush(by, branch)) {
                return Optional.of("Reference update failed: " + branch + " is protected");
            }
            if (deletes()) {
                return branch.equals(repository.defaultBranch())
                        ? Optional.of("Reference update failed: refusing to delete " + branch)
                        : Optional.empty();
            }
            boolean forward = now.filter(tip -> !repository.bare().contains(after, tip)).isEmpty();
            return forward || force
                    ? Optional.empty()
                    : Optional.of("Reference update failed: no fast-forward of " + branch);
        }

        void make(HostedRepository repository, Account by) {
            if (deletes()) {
                repository.deleteBranch(by, branch);
            } else {
                repository.push(by, branch, after);
            }
        }
    }

    private static Object update(DataFetchingEnvironment in) {
        View view = View.of(in);
        Map<?, ?> input = in.getArgument("input") instanceof Map<?, ?> map ? map : Map.of();
        String id = String.valueOf(input.get("repositoryId"));
        HostedRepository repository =
                view.host()
                        .repository(Addresses.number("R", id))
                        .filter(view.caller()::sees)
                        .orElseThrow(
                                () ->
                                        new QueryFailure(
                                                "NOT_FOUND",
                                                "Could not resolve to a node with the global id of"
                                                        + " '"
                                                        + id
                                                        + "'"));
        view.need(repository, Role.WRITE);
        List<Change> changes = new ArrayList<>();
        if (input.get("refUpdates") instanceof List<?> all) {
            all.forEach(each -> changes.add(Change.of((Map<?, ?>) each)));
        }
        Account by = view.caller().known();
        for (Change change : changes) {
            change.against(repository, by)
                    .ifPresent(
                            why -> {
                                throw new QueryFailure("UNPROCESSABLE", why);
                            });
        }
        changes.forEach(change -> change.make(repository, by));
        Map<String, Object> payload = new LinkedHashMap<>();
        Object mark = input.get("clientMutationId");
        if (mark != null) {
            payload.put("clientMutationId", mark);
        }
        return payload;
    }
}
