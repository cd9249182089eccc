package dev.stile.git.clone;

import dev.stile.core.error.RemoteWords;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.GitFailed;
import dev.stile.git.repository.MirrorRepository;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a remote is named in a command that is typed in a repository: not at all only where it is
 * {@code origin} and git, by the repository's configuration, means exactly its main. Reads the
 * configuration, and changes nothing. Any thread may use it.
 */
public final class TypedRemote {
    private static final String HEAD = "HEAD";
    private static final String USUAL = "origin";
    private static final String BRANCHES = "refs/heads/";
    private static final String TAGS = "refs/tags/";
    private static final String REMEMBERED = "refs/remotes/";

    private final Git git;
    private final String remote;

    private TypedRemote(Git git, String remote) {
        this.git = git;
        this.remote = remote;
    }

    /**
     * Of the repository that git's variables, or the folder of this process, name.
     *
     * @param environment what git gave to the helper
     * @param remote name of the remote as git gave it, or an address where it has none
     */
    public static TypedRemote here(Map<String, String> environment, String remote) {
        return new TypedRemote(Git.here(GitEnvironment.forUserRepository(environment)), remote);
    }

    /** The same for a folder that somebody named. */
    public static TypedRemote inFolder(
            Path folder, Map<String, String> environment, String remote) {
        return new TypedRemote(
                Git.inFolder(folder, GitEnvironment.forUserRepository(environment)), remote);
    }

    /** Its name, or its address where it has none. */
    public String name() {
        return remote;
    }

    /**
     * What a command names to pull from this remote's main and to push to it. Where git cannot be
     * asked, everything is named.
     *
     * @param source what is pushed, as git or a person named it; what is checked out if empty
     */
    public RemoteWords words(Optional<String> source) {
        try {
            return asked(source);
        } catch (GitFailed noAnswer) {
            return RemoteWords.of(remote, Optional.empty(), HEAD, false, false);
        }
    }

    private RemoteWords asked(Optional<String> source) {
        Optional<String> main = remembered();
        String pushed = pushed(source);
        boolean usual = pushed.equals(HEAD) && remote.equals(USUAL);
        RemoteWords words =
                RemoteWords.of(
                        remote,
                        main.map(TypedRemote::shortened),
                        pushed,
                        usual && is(main, "@{upstream}"),
                        usual && is(main, "@{push}"));
        return remote.contains(":") || BranchRemote.pushed(git).orElse(USUAL).equals(remote)
                ? words
                : words.planning(remote);
    }

    /** Where the main of this remote is remembered; an address is remembered nowhere. */
    private Optional<String> remembered() {
        return remote.contains(":")
                ? Optional.empty()
                : FetchRefspec.destinationOf(
                        MirrorRepository.MAIN, PushingRepository.refspecs(git, remote));
    }

    private boolean is(Optional<String> main, String meant) {
        return main.isPresent()
                && git.run(new byte[0], "rev-parse", "--symbolic-full-name", meant)
                        .text()
                        .strip()
                        .equals(main.get());
    }

    /** A tag may not be a commit, and a branch is typed without the folder of its ref. */
    private String pushed(Optional<String> source) {
        String name = source.orElse(HEAD);
        Optional<String> head = git.find("symbolic-ref", "--quiet", HEAD);
        if (head.equals(Optional.of(name))) {
            return HEAD;
        }
        if (name.startsWith(BRANCHES)) {
            return name.substring(BRANCHES.length());
        }
        return name.startsWith(TAGS) ? name + "^{commit}" : name;
    }

    private static String shortened(String ref) {
        return ref.startsWith(REMEMBERED) ? ref.substring(REMEMBERED.length()) : ref;
    }
}
