package dev.stile.cli.hosts;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.hosting.RepoRef;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.GitFailed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The repository that the clone around us is of. Reads git's configuration, changes nothing. */
public final class CloneRemotes {
    private static final String REMOTE = "remote.";
    private static final String URL = ".url";

    private final Surroundings around;
    private final HostConnections connections;

    public CloneRemotes(Surroundings around, HostConnections connections) {
        this.around = around;
        this.connections = connections;
    }

    /**
     * The repository of {@code origin}, else that of the only remote that a connection leads to.
     *
     * @throws Invalid naming {@code repo} if there is none, or more than one
     */
    public RepoRef repo() {
        Map<String, RepoRef> found = remotes();
        RepoRef origin = found.get("origin");
        if (origin != null) {
            return origin;
        }
        List<String> keys = found.values().stream().map(RepoRef::key).distinct().toList();
        if (keys.size() != 1) {
            throw new Invalid(
                    "repo",
                    keys.isEmpty()
                            ? "no remote of this folder leads to a connected code host: name the"
                                    + " repository"
                            : "the remotes of this clone lead to several: name the repository",
                    List.of());
        }
        return found.values().iterator().next();
    }

    private Map<String, RepoRef> remotes() {
        Map<String, RepoRef> found = new LinkedHashMap<>();
        for (String line : lines()) {
            int space = line.indexOf(' ');
            String name = line.substring(REMOTE.length(), space - URL.length());
            connections
                    .remote(line.substring(space + 1))
                    .ifPresent(repo -> found.putIfAbsent(name, repo));
        }
        return found;
    }

    private List<String> lines() {
        Git git =
                Git.inFolder(
                        around.folder(), GitEnvironment.forUserRepository(around.environment()));
        try {
            Optional<String> lines = git.find("config", "--get-regexp", "^remote\\..*\\.url$");
            return lines.orElse("").lines().toList();
        } catch (GitFailed noRepository) {
            return List.of();
        }
    }
}
