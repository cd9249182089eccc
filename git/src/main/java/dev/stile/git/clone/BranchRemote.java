package dev.stile.git.clone;

import dev.stile.git.process.Git;

import java.util.Optional;

/**
 * Which remote git means for the branch that is checked out, where a command names none. Reads the
 * configuration, and changes nothing.
 */
public final class BranchRemote {
    private BranchRemote() {}

    /** Where a fetch comes from; empty where no branch is checked out, or it follows none. */
    public static Optional<String> fetched(Git git) {
        return asked(git, "%(upstream:remotename)");
    }

    /** Where a push goes to; empty where no branch is checked out, or git knows none. */
    public static Optional<String> pushed(Git git) {
        return asked(git, "%(push:remotename)");
    }

    private static Optional<String> asked(Git git, String format) {
        return git.find("symbolic-ref", "--quiet", "HEAD")
                .flatMap(branch -> git.find("for-each-ref", "--format=" + format, branch))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }
}
