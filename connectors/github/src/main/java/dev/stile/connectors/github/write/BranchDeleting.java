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
                    + "repository(owner:$owner,name:$name){id ref(qualifiedName:$ref){target{oid}}}}";

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

    private record Seen(String repository, Optional<Sha> tip) {
        /** Empty while it is where it was. */
        private Optional<BranchDeletion> since(Sha expected, BranchDeletion gone) {
            if (tip.isEmpty()) {
                return Optional.of(gone);
            }
            return tip.get().equals(expected)
                    ? Optional.empty()
                    : Optional.of(new BranchDeletion.Kept(BranchDeletion.Why.MOVED));
        }
    }

    /** Looks before and after, since the answer does not say what is there. */
    public BranchDeletion delete(RepoRef repo, BranchName branch, Sha expected, CallContext call) {
        Seen before = look(repo, branch, call);
        Optional<BranchDeletion> ended = before.since(expected, new BranchDeletion.Gone());
        if (ended.isPresent()) {
            return ended.get();
        }
        try {
            send(before, branch, expected, call);
        } catch (Invalid refused) {
            return look(repo, branch, call)
                    .since(expected, new BranchDeletion.Gone())
                    .orElseThrow(() -> refused);
        } catch (OutcomeUnknown lost) {
            return seen(repo, branch, expected, call).orElseThrow(() -> lost);
        }
        return seen(repo, branch, expected, call)
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

    private Optional<BranchDeletion> seen(
            RepoRef repo, BranchName branch, Sha expected, CallContext call) {
        return Settling.find(
                () -> look(repo, branch, call).since(expected, new BranchDeletion.Deleted()),
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
                    repository.find("ref").map(ref -> ref.field("target").sha("oid")));
        } catch (LacksFields older) {
            throw new NotSupported("deleting a branch on a server of this version");
        }
    }

    private static String ref(BranchName branch) {
        return "refs/heads/" + branch.text();
    }
}
