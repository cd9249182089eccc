package dev.stile.connectors.github.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.Warning;
import dev.stile.connectors.github.client.GitHubClient;

import java.util.List;

/** Repositories that have another name now than the one that was asked for. */
final class Moved {
    private Moved() {}

    /** The repository as the host calls it now: it redirects reads of the old name. */
    static RepoRef now(GitHubClient client, RepoRef asked, CallContext call) {
        RepoRef now =
                new RepoRef(
                        asked.host(),
                        client.read(
                                        client.repo(asked),
                                        "reading the repository",
                                        What.PROJECT,
                                        call)
                                .token("full_name")
                                .text());
        return now.isSameAs(asked) ? asked : now;
    }

    static List<Warning> warning(RepoRef asked, RepoRef now) {
        return now.isSameAs(asked)
                ? List.of()
                : List.of(new Warning("repo", "hosting.repo_moved", "it is now " + now.path()));
    }
}
