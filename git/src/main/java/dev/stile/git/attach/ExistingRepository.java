package dev.stile.git.attach;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.address.Address;
import dev.stile.git.clone.GitVersion;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.GitFailed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The repository whose working tree begins at a folder. What is written to it is one remote, a word
 * beside that which says who made it, and the tracking ref of its {@code main}; nothing else is
 * ever changed or taken away. One thread at a time.
 */
public final class ExistingRepository {
    private static final String MADE_FOR = "stileattached";

    private final Git git;

    private ExistingRepository(Git git) {
        this.git = git;
    }

    /**
     * Looks at the folder, and changes nothing.
     *
     * @throws Failure NOT_A_CLONE where there is no repository; FOREIGN_REPOSITORY for one that is
     *     bare, that begins at another folder, or that git's variables do not mean;
     *     OBJECT_FORMAT_NOT_SERVED; GIT_TOO_OLD
     */
    public static ExistingRepository at(Path folder, Map<String, String> environment) {
        Git git =
                Git.inFolder(folder, GitEnvironment.forUserRepository(withoutPlaces(environment)));
        GitVersion.parse(git.text("version")).requireSupported();
        Path found = place(git, folder);
        Git meant = git.with(GitEnvironment.forUserRepository(environment));
        if (!place(meant, folder).equals(found)) {
            throw foreign("git's variables mean another repository than this folder's").build();
        }
        if (!git.text("rev-parse", "--is-inside-work-tree").equals("true")) {
            throw foreign("a bare repository has no files that could be matched").build();
        }
        Path top = Path.of(git.text("rev-parse", "--show-toplevel"));
        if (!top.equals(real(folder))) {
            throw foreign("the repository that this folder is in begins at " + top)
                    .fact("top", top.toString())
                    .build();
        }
        String format = git.text("rev-parse", "--show-object-format");
        if (!format.equals("sha1")) {
            throw Failure.of(Code.OBJECT_FORMAT_NOT_SERVED)
                    .headline("a repository with object format " + format + " cannot be attached")
                    .build();
        }
        return new ExistingRepository(git);
    }

    private static Path place(Git git, Path folder) {
        try {
            return Path.of(git.text("rev-parse", "--absolute-git-dir"));
        } catch (GitFailed none) {
            throw Failure.of(Code.NOT_A_CLONE)
                    .headline("there is no git repository in this folder")
                    .detail("folder: " + folder)
                    .fact("folder", folder.toString())
                    .cause(none)
                    .build();
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException gone) {
            throw new UncheckedIOException("the folder could not be looked at", gone);
        }
    }

    private static Failure.Builder foreign(String why) {
        return Failure.of(Code.FOREIGN_REPOSITORY).headline(why + ": nothing was changed");
    }

    /** Without what would lead git elsewhere than to the folder that it is started in. */
    private static Map<String, String> withoutPlaces(Map<String, String> environment) {
        Map<String, String> rest = new HashMap<>(environment);
        rest.keySet().removeIf(name -> name.startsWith("GIT_") && !name.startsWith("GIT_CONFIG"));
        return rest;
    }

    /** To read its files. */
    Git git() {
        return git;
    }

    /**
     * Whether that remote leads to the address already. One that an attach or a detach left half
     * done leads nowhere yet, and is made whole by {@link #bind}.
     *
     * @throws Failure FOREIGN_REPOSITORY if the name is taken by anything else
     */
    public boolean leadsTo(Address address, String remote) {
        Map<String, List<String>> set = settings(remote);
        if (set.getOrDefault("url", List.of()).equals(List.of(address.toString()))) {
            return true;
        }
        if (isUnfinished(remote, address.toString())) {
            return false;
        }
        if (!set.isEmpty() || !refs(remote).isEmpty()) {
            throw foreign("the remote " + remote + " of this repository is something else")
                    .argument("address", address.toString())
                    .argument("other", remote.equals("tracker") ? "tracker-2" : "tracker")
                    .fact("remote", remote)
                    .build();
        }
        return false;
    }

    /**
     * Adds the remote, and fetches {@code main} of the mirror as its own. If that fails, the remote
     * is taken away again.
     *
     * @param present whether the remote is there, so that only its {@code main} is fetched
     */
    public void bind(Address address, String remote, Path mirror, boolean present) {
        boolean done = false;
        try {
            if (!present) {
                // The word comes first and goes last, and the url is the last to come: whatever is
                // left half done is known as ours.
                git.text("config", key(remote, MADE_FOR), address.toString());
                git.text(
                        "config",
                        "--fixed-value",
                        "--replace-all",
                        key(remote, "fetch"),
                        refspec(remote),
                        refspec(remote));
                git.text("config", key(remote, "url"), address.toString());
            }
            git.with(git.environment().with("GIT_ALLOW_PROTOCOL", "file"))
                    .text(
                            "fetch",
                            "--quiet",
                            "--no-tags",
                            "--no-write-fetch-head",
                            "--no-auto-maintenance",
                            "--no-recurse-submodules",
                            mirror.toString(),
                            "+refs/heads/main:" + tracking(remote));
            done = true;
        } finally {
            if (!done && !present) {
                release(remote, address.toString());
            }
        }
    }

    /** The remotes that were made here so, by name, with the address that each was made for. */
    public Map<String, String> attached() {
        Map<String, String> made = new TreeMap<>();
        String end = "." + MADE_FOR;
        for (String line : config("^remote\\..*\\." + MADE_FOR + "$")) {
            int space = line.indexOf(' ');
            String name = line.substring("remote.".length(), space - end.length());
            made.put(name, line.substring(space + 1));
        }
        return made;
    }

    /**
     * Makes sure that the remote is as it was made, so that it can be taken away.
     *
     * @throws Failure FOREIGN_REPOSITORY if it was not made here, or leads elsewhere now
     */
    public void requireOwn(String remote) {
        String address = attached().get(remote);
        if (address == null) {
            throw foreign("the remote " + remote + " was not made by stile attach")
                    .fact("remote", remote)
                    .build();
        }
        if (!isUnfinished(remote, address)
                && !settings(remote).getOrDefault("url", List.of()).equals(List.of(address))) {
            throw foreign("the remote " + remote + " leads elsewhere than it was made for")
                    .fact("remote", remote)
                    .build();
        }
    }

    /** Takes the remote away, as far as it was made here; settings of others stay. */
    public void release(String remote, String address) {
        unset(remote, "url", address);
        unset(remote, "fetch", refspec(remote));
        List<String> left = refs(remote);
        String head = "refs/remotes/" + remote + "/HEAD";
        if (left.contains(head)
                && git.find("symbolic-ref", "--quiet", head)
                        .equals(Optional.of(tracking(remote)))) {
            git.text("symbolic-ref", "--delete", head);
        }
        if (left.contains(tracking(remote))) {
            git.text("update-ref", "--no-deref", "-d", tracking(remote));
        }
        unset(remote, MADE_FOR, address);
    }

    /** Whether the remote was being made or taken away here, for that address, and has no url. */
    private boolean isUnfinished(String remote, String address) {
        Map<String, List<String>> set = settings(remote);
        return set.getOrDefault(MADE_FOR, List.of()).equals(List.of(address))
                && !set.containsKey("url");
    }

    private void unset(String remote, String name, String value) {
        if (settings(remote).getOrDefault(name, List.of()).contains(value)) {
            git.text("config", "--fixed-value", "--unset-all", key(remote, name), value);
        }
    }

    private Map<String, List<String>> settings(String remote) {
        Map<String, List<String>> found = new HashMap<>();
        String prefix = "remote." + remote + ".";
        for (String line : config("^remote\\.")) {
            int space = line.indexOf(' ');
            String name = space < 0 ? line : line.substring(0, space);
            if (name.startsWith(prefix)) {
                found.merge(
                        name.substring(prefix.length()),
                        List.of(space < 0 ? "" : line.substring(space + 1)),
                        ExistingRepository::both);
            }
        }
        return found;
    }

    private static List<String> both(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private List<String> config(String pattern) {
        return git.find("config", "--get-regexp", pattern).stream().flatMap(String::lines).toList();
    }

    private List<String> refs(String remote) {
        return git.text("for-each-ref", "--format=%(refname)", "refs/remotes/" + remote + "/")
                .lines()
                .toList();
    }

    private static String key(String remote, String name) {
        return "remote." + remote + "." + name;
    }

    private static String refspec(String remote) {
        return "+refs/heads/*:refs/remotes/" + remote + "/*";
    }

    private static String tracking(String remote) {
        return "refs/remotes/" + remote + "/main";
    }
}
