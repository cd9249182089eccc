package dev.stile.connectors.github.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.BranchDeletion;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.json.Json;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.connectors.github.client.GraphAnswer;
import dev.stile.connectors.github.client.LacksFields;
import dev.stile.connectors.github.wire.Node;

import java.util.List;
import java.util.Optional;

/** Deletes branches by the commit that they are at. Any thread may use it. */
public final class BranchDeleting {
    private static final String OPERATION = "deleting the branch";

    private static final String LOOK =
            "query($owner:String!,$name:String!,$ref:String!){"
                    + "repository(owner:$owner,name:$name){id ref(qualifiedName:$ref){target{oid}"
                    + " associatedPullRequests(states:[OPEN],first:1){totalCount}}}}";

    /**
     * The one way to delete with a precondition: {@code beforeOid} must hold, and an {@code
     * afterOid} of zeros deletes. No fast-forward leads there, so that it is a forced one.
     */
    private static final String DELETE =
            "mutation($repository:ID!,$ref:GitRefname!,$before:GitObjectID!,$after:GitObjectID!){"
                    + "updateRefs(input:{repositoryId:$repository,refUpdates:[{name:$ref,"
                    + "beforeOid:$before,afterOid:$after,force:true}]}){clientMutationId}}";

    private final Rest rest;

    public BranchDeleting(Rest rest) {
        this.rest = rest;
    }

    /**
     * @param isBrought whether an open pull request of any repository brings it, or may
     */
    private record Seen(String repository, Optional<Sha> tip, boolean isBrought) {
        private boolean isAt(Sha commit) {
            return tip.equals(Optional.of(commit));
        }

        /** For as long as nothing was done; empty while it is where it was. */
        private Optional<BranchDeletion> against(Sha expected) {
            if (tip.isEmpty()) {
                return Optional.of(new BranchDeletion.Gone());
            }
            return isAt(expected)
                    ? Optional.empty()
                    : Optional.of(new BranchDeletion.Kept(BranchDeletion.Why.MOVED));
        }
    }

    /** Looks before and after, since the answer does not say what is there. */
    public BranchDeletion delete(RepoRef repo, BranchName branch, Sha expected, CallContext call) {
        Seen before = look(repo, branch, call);
        Optional<BranchDeletion> ended = before.against(expected);
        if (ended.isPresent()) {
            return ended.get();
        }
        if (before.isBrought()) {
            return new BranchDeletion.Kept(BranchDeletion.Why.IN_USE);
        }
        try {
            send(before, branch, expected, call);
        } catch (Invalid refused) {
            return look(repo, branch, call).against(expected).orElseThrow(() -> refused);
        } catch (OutcomeUnknown lost) {
            // One that is elsewhere was made anew after it was deleted, or moved before.
            return elsewhere(repo, branch, expected, call)
                    .filter(seen -> seen.tip().isEmpty())
                    .map(_ -> new BranchDeletion.Deleted())
                    .orElseThrow(() -> lost);
        }
        // The host compared it: one that is elsewhere was made anew.
        return elsewhere(repo, branch, expected, call)
                .map(_ -> new BranchDeletion.Deleted())
                .orElseThrow(
                        () ->
                                new OutcomeUnknown(
                                        OPERATION, "the host took it and does not show it"));
    }

    /** The commit that it is at. */
    public Optional<Sha> tip(RepoRef repo, BranchName branch, CallContext call) {
        return look(repo, branch, call).tip();
    }

    private void send(Seen before, BranchName branch, Sha expected, CallContext call) {
        rest.client()
                .mutate(
                        OPERATION,
                        DELETE,
                        Json.object()
                                .put("repository", before.repository())
                                .put("ref", ref(branch))
                                .put("before", expected.text())
                                .put("after", "0".repeat(expected.text().length()))
                                .build(),
                        call);
    }

    private Optional<Seen> elsewhere(
            RepoRef repo, BranchName branch, Sha expected, CallContext call) {
        return Settling.find(
                () -> Optional.of(look(repo, branch, call)).filter(seen -> !seen.isAt(expected)),
                rest.services().get(),
                call);
    }

    private Seen look(RepoRef repo, BranchName branch, CallContext call) {
        List<String> names = rest.client().names(repo);
        try {
            GraphAnswer answer =
                    rest.client()
                            .query(
                                    OPERATION,
                                    LOOK,
                                    Json.object()
                                            .put("owner", names.getFirst())
                                            .put("name", names.getLast())
                                            .put("ref", ref(branch))
                                            .build(),
                                    call);
            Node repository = answer.require("repository");
            if (!answer.isWhole(List.of("repository", "ref"))) {
                throw answer.why().orElseThrow();
            }
            return new Seen(
                    repository.token("id").text(),
                    repository.find("ref").map(ref -> ref.field("target").sha("oid")),
                    repository.find("ref").filter(BranchDeleting::isBrought).isPresent());
        } catch (LacksFields older) {
            throw new NotSupported("deleting a branch on a server of this version");
        }
    }

    private static boolean isBrought(Node ref) {
        return ref.find("associatedPullRequests")
                .flatMap(all -> all.findWhole("totalCount"))
                .filter(count -> count == 0)
                .isEmpty();
    }

    private static String ref(BranchName branch) {
        return "refs/heads/" + branch.text();
    }
}
