package dev.stile.connectors.github.branch;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.value.BranchName;
import dev.stile.connectors.github.client.GitHubClient;
import dev.stile.connectors.github.wire.Node;

/**
 * What is asked of repositories.
 *
 * @param client speaks to the server
 */
public record Repositories(GitHubClient client) {
    /** Words of {@code permission}, in which roles of an organisation are folded into these. */
    private enum Right {
        ADMIN,
        WRITE,
        READ,
        NONE,
        OTHER
    }

    /** The branch that a clone begins with. */
    public BranchName defaultBranch(RepoRef repo, CallContext call) {
        return client.read(client.repo(repo), "reading the repository", What.PROJECT, call)
                .branch("default_branch");
    }

    /** Whether an account may push; not known where we may not ask. */
    public Tri canWrite(RepoRef repo, UserRef user, CallContext call) {
        if (user.kind() == UserRef.Kind.GHOST) {
            return Tri.NO;
        }
        Node found;
        try {
            found =
                    client.read(
                            client.repo(repo, "collaborators", user.login().text(), "permission"),
                            "asking what an account may do",
                            What.PROJECT,
                            call);
        } catch (NotFound | Permission hidden) {
            return Tri.UNKNOWN;
        }
        return switch (found.word("permission", Right.class, Right.OTHER)) {
            case ADMIN, WRITE -> Tri.YES;
            case READ, NONE -> Tri.NO;
            case OTHER -> Tri.UNKNOWN;
        };
    }
}
