package dev.stile.connectors.github.write;

import dev.stile.api.hosting.BranchUpdate;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.Tri;
import dev.stile.api.value.Sha;
import dev.stile.connectors.github.client.GraphAnswer;
import dev.stile.connectors.github.wire.Node;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The branch of a pull request, as far as it says whether its base was merged into it.
 *
 * @param base the tip of the base; empty if that branch is gone
 * @param commits the last of those that the base has not
 * @param whole whether these are all of them
 */
record BranchSeen(
        PRStatus.State state, Sha head, Optional<Sha> base, List<Commit> commits, boolean whole) {
    /** More than two parents are no merge of the host's. */
    static final String QUERY =
            "query($owner:String!,$name:String!,$number:Int!){"
                    + "repository(owner:$owner,name:$name){pullRequest(number:$number){"
                    + "state headRefOid baseRef{target{oid}} commits(last:100){pageInfo{hasPreviousPage}"
                    + " nodes{commit{oid parents(first:3){nodes{oid}}}}}}}}";

    private static final List<String> PLACE = List.of("repository", "pullRequest");

    BranchSeen {
        commits = List.copyOf(commits);
    }

    /** One commit of it. */
    record Commit(Sha sha, List<Sha> parents) {
        Commit {
            parents = List.copyOf(parents);
        }

        private static Commit of(Node node) {
            return new Commit(
                    node.sha("oid"),
                    node.field("parents").items("nodes").stream()
                            .map(parent -> parent.sha("oid"))
                            .toList());
        }
    }

    static BranchSeen of(GraphAnswer answer) {
        Node request = answer.require(PLACE.toArray(String[]::new));
        Node list = request.field("commits");
        return new BranchSeen(
                request.word("state", PRStatus.State.class, PRStatus.State.CLOSED),
                request.sha("headRefOid"),
                request.find("baseRef").map(ref -> ref.field("target").sha("oid")),
                list.items("nodes").stream().map(each -> Commit.of(each.field("commit"))).toList(),
                answer.isWhole(PLACE) && !list.field("pageInfo").flag("hasPreviousPage"));
    }

    /** What stands against an update of that head; empty if nothing is known to. */
    Optional<BranchUpdate> against(Sha expected) {
        if (state != PRStatus.State.OPEN) {
            return Optional.of(new BranchUpdate.Ended(state == PRStatus.State.MERGED));
        }
        return head.equals(expected)
                ? Optional.empty()
                : Optional.of(new BranchUpdate.HeadChanged(head));
    }

    /** The merge of the base on top of that head. */
    Optional<BranchUpdate> update(Sha expected) {
        return mergesInto(expected)
                .filter(each -> isOfBase(each.parents().getLast()))
                .findFirst()
                .map(each -> new BranchUpdate.Updated(each.sha(), each.parents().getLast()));
    }

    Tri isUpdated(Sha before) {
        if (update(before).isPresent()) {
            return Tri.YES;
        }
        // The base may be another one since, so that any merge into it may have been the update,
        // and the head may be newer than the commits.
        boolean known = whole && isOwn(head) && isOwn(before);
        return known && mergesInto(before).findAny().isEmpty() ? Tri.NO : Tri.UNKNOWN;
    }

    private Stream<Commit> mergesInto(Sha commit) {
        return commits.stream()
                .filter(each -> each.parents().size() == 2)
                .filter(each -> each.parents().getFirst().equals(commit));
    }

    /** What the pull request does not bring is in its base; of a long one only the tip is known. */
    private boolean isOfBase(Sha commit) {
        return whole ? !isOwn(commit) : base.equals(Optional.of(commit));
    }

    private boolean isOwn(Sha commit) {
        return commits.stream().anyMatch(each -> each.sha().equals(commit));
    }
}
