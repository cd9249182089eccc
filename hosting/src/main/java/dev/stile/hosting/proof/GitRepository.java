package dev.stile.hosting.proof;

import dev.stile.api.call.Deadline;
import dev.stile.api.value.Sha;
import dev.stile.core.process.Child;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One bare repository of ours, asked by the installed git. Nothing is fetched: an object that is
 * missing is missing. Trees and commits that are computed are kept in it, and no ref is touched.
 * Any thread may ask.
 */
public final class GitRepository {
    private static final int MOST_OUTPUT = 1024 * 1024;

    private final Path folder;
    private final Map<String, String> environment;
    private final Deadline deadline;

    /**
     * @param folder of the bare repository
     * @param outer the environment of this process, of which git gets where programs are
     * @param deadline after which every question has no answer
     */
    public GitRepository(Path folder, Map<String, String> outer, Deadline deadline) {
        this.folder = folder.toAbsolutePath();
        this.environment = environment(outer);
        this.deadline = deadline;
    }

    static Map<String, String> environment(Map<String, String> outer) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name : List.of("PATH", "TMPDIR", "SystemRoot")) {
            Optional.ofNullable(outer.get(name)).ifPresent(value -> variables.put(name, value));
        }
        variables.put("LC_ALL", "C");
        variables.put("GIT_CONFIG_NOSYSTEM", "1");
        variables.put("GIT_CONFIG_GLOBAL", "/dev/null");
        variables.put("GIT_ATTR_NOSYSTEM", "1");
        variables.put("GIT_TERMINAL_PROMPT", "0");
        variables.put("GIT_NO_LAZY_FETCH", "1");
        variables.put("GIT_ALLOW_PROTOCOL", "none");
        variables.put("GIT_NO_REPLACE_OBJECTS", "1");
        variables.put("GIT_OPTIONAL_LOCKS", "0");
        // Commits that are only made to be compared: their names say nothing.
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            variables.put("GIT_" + who + "_NAME", "stile");
            variables.put("GIT_" + who + "_EMAIL", "stile@localhost");
            variables.put("GIT_" + who + "_DATE", "@0 +0000");
        }
        return variables;
    }

    /** Whether it is there, and a commit. */
    boolean isCommit(Sha sha) {
        return run("cat-file", "-t", sha.text())
                .filter(said -> said.exitCode() == 0 && text(said).equals("commit"))
                .isPresent();
    }

    /** The commit that a ref names. */
    Optional<Sha> commitOf(String ref) {
        return sha(run("rev-parse", "--verify", "--quiet", ref + "^{commit}"));
    }

    /** The tree of a commit. */
    Optional<Sha> tree(Sha commit) {
        return sha(run("rev-parse", "--verify", "--quiet", commit + "^{tree}"));
    }

    /** The parents of a commit, in order; empty if git does not say. */
    Optional<List<Sha>> parents(Sha commit) {
        return run("rev-list", "--parents", "--max-count=1", commit.text())
                .filter(said -> said.exitCode() == 0)
                .map(said -> Arrays.asList(text(said).split(" ")))
                .map(words -> words.subList(1, words.size()).stream().map(Sha::new).toList());
    }

    /** Whether one commit is the other or before it; empty if git does not say. */
    Optional<Boolean> isBefore(Sha earlier, Sha later) {
        return run("merge-base", "--is-ancestor", earlier.text(), later.text())
                .filter(said -> said.exitCode() == 0 || said.exitCode() == 1)
                .map(said -> said.exitCode() == 0);
    }

    /** The commits of {@code head} that are not in {@code base}, oldest first, without merges. */
    Optional<List<Sha>> commits(Sha base, Sha head, int most) {
        return run(
                        "rev-list",
                        "--reverse",
                        "--topo-order",
                        "--no-merges",
                        "--max-count=" + (most + 1),
                        head.text(),
                        "^" + base)
                .filter(said -> said.exitCode() == 0)
                .map(GitRepository::lines)
                .filter(commits -> commits.size() <= most);
    }

    /** What merging leads to; empty if it conflicts or git does not say. */
    Merge merge(Sha ours, Sha theirs) {
        Optional<Child.Finished> said =
                run("merge-tree", "--write-tree", "--no-messages", ours.text(), theirs.text());
        if (said.isEmpty() || said.get().exitCode() > 1) {
            return new Merge(Optional.empty(), false);
        }
        boolean clean = said.get().exitCode() == 0;
        return new Merge(clean ? sha(said) : Optional.empty(), !clean);
    }

    /**
     * @param tree of a clean merge
     * @param conflicts whether there is none because it is not clean
     */
    record Merge(Optional<Sha> tree, boolean conflicts) {}

    /** A commit with that tree and those parents, which nothing refers to. */
    Optional<Sha> commit(Sha tree, List<Sha> parents) {
        List<String> words = new ArrayList<>(List.of("commit-tree", "-m", "compared", tree.text()));
        parents.forEach(parent -> words.addAll(List.of("-p", parent.text())));
        return sha(run(words.toArray(String[]::new)));
    }

    private Optional<Child.Finished> run(String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "git",
                                "--git-dir=" + folder,
                                "-c",
                                "core.attributesFile=/dev/null",
                                "-c",
                                "core.hooksPath=/dev/null",
                                "-c",
                                "gc.auto=0"));
        command.addAll(List.of(words));
        return new Child(command, environment, folder, MOST_OUTPUT).run(new byte[0], deadline);
    }

    private static Optional<Sha> sha(Optional<Child.Finished> finished) {
        return finished.filter(said -> said.exitCode() == 0)
                .map(GitRepository::text)
                .filter(text -> text.matches("[0-9a-f]{40}|[0-9a-f]{64}"))
                .map(Sha::new);
    }

    private static List<Sha> lines(Child.Finished said) {
        return text(said).lines().map(Sha::new).toList();
    }

    private static String text(Child.Finished said) {
        return new String(said.output(), StandardCharsets.US_ASCII).strip();
    }
}
