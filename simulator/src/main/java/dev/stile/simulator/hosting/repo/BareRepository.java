package dev.stile.simulator.hosting.repo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** One bare repository. Calls that change refs come one at a time, from the engine. */
public final class BareRepository {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final String NONE = "0".repeat(40);

    private final GitProgram git;
    private final Path folder;
    private final Memory memory = new Memory();
    private final AtomicReference<Optional<Map<String, String>>> refs =
            new AtomicReference<>(Optional.empty());

    private BareRepository(GitProgram git, Path folder) {
        this.git = git;
        this.folder = folder;
    }

    /** Makes an empty one in this folder, which must not exist. */
    public static BareRepository create(GitProgram git, Path folder, String defaultBranch) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        BareRepository made = new BareRepository(git, folder);
        made.must("init", "--bare", "--quiet", "--initial-branch=" + defaultBranch, ".");
        made.must("config", "http.receivepack", "true");
        made.must("config", "uploadpack.allowAnySHA1InWant", "true");
        // Only the host itself moves the refs of pull requests.
        made.must("config", "receive.hideRefs", "refs/pull");
        made.must("config", "gc.auto", "0");
        made.must("config", "receive.autogc", "false");
        return made;
    }

    /** Its folder. */
    public Path folder() {
        return folder;
    }

    GitProgram git() {
        return git;
    }

    /** Forgets which refs there are, somebody else having changed them. */
    public void forgetRefs() {
        refs.set(Optional.empty());
    }

    /** Every ref and the object it names. */
    public Map<String, String> refs() {
        return refs.get()
                .orElseGet(
                        () -> {
                            Map<String, String> read = Collections.unmodifiableMap(readRefs());
                            refs.set(Optional.of(read));
                            return read;
                        });
    }

    private Map<String, String> readRefs() {
        Map<String, String> refs = new LinkedHashMap<>();
        for (String line : must("for-each-ref", "--format=%(objectname) %(refname)").lines()) {
            int blank = line.indexOf(' ');
            refs.put(line.substring(blank + 1), line.substring(0, blank));
        }
        return refs;
    }

    /** The commit that a ref or any other name stands for. */
    public Optional<String> resolve(String name) {
        if (name.startsWith("refs/")) {
            return Optional.ofNullable(refs().get(name));
        }
        GitProgram.Result result =
                run("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");
        return result.exit() == 0 ? Optional.of(result.text()) : Optional.empty();
    }

    /** Sets a ref, whatever it was. */
    public void setRef(String ref, String sha) {
        must("update-ref", ref, sha);
        forgetRefs();
    }

    /**
     * Sets a ref that is at {@code old}; none stands for a ref that must not exist. Says whether it
     * was so.
     */
    public boolean moveRef(String ref, Optional<String> old, String sha) {
        boolean moved = run("update-ref", ref, sha, old.orElse(NONE)).exit() == 0;
        forgetRefs();
        return moved;
    }

    /** Deletes a ref. */
    public void deleteRef(String ref) {
        must("update-ref", "-d", ref);
        forgetRefs();
    }

    /** Names the branch that a clone checks out. */
    public void setHead(String branch) {
        must("symbolic-ref", "HEAD", "refs/heads/" + branch);
    }

    /**
     * The tree of a merge of two commits; none when they conflict.
     *
     * @param ours the commit merged into
     * @param theirs the commit that is merged
     */
    public Optional<String> mergeTree(String ours, String theirs) {
        GitProgram.Result result = run("merge-tree", "--write-tree", "--no-messages", ours, theirs);
        if (result.exit() > 1) {
            throw new IllegalStateException("git merge-tree: " + result.errors());
        }
        return result.exit() == 0 ? Optional.of(result.lines().getFirst()) : Optional.empty();
    }

    /** Makes a commit of a tree. */
    public String commitTree(
            String tree,
            List<String> parents,
            Signature author,
            Signature committer,
            String message) {
        List<String> arguments = new ArrayList<>(List.of("commit-tree", tree));
        parents.forEach(parent -> arguments.addAll(List.of("-p", parent)));
        GitProgram.Result result =
                git.must(
                        folder,
                        Map.of(
                                "GIT_AUTHOR_NAME", author.name(),
                                "GIT_AUTHOR_EMAIL", author.email(),
                                "GIT_AUTHOR_DATE", author.at().getEpochSecond() + " +0000",
                                "GIT_COMMITTER_NAME", committer.name(),
                                "GIT_COMMITTER_EMAIL", committer.email(),
                                "GIT_COMMITTER_DATE", committer.at().getEpochSecond() + " +0000"),
                        message.getBytes(StandardCharsets.UTF_8),
                        arguments.toArray(String[]::new));
        return result.text();
    }

    /**
     * The commit that a cherry-pick of {@code commit} onto {@code onto} makes; none on a conflict.
     * A change that is there already gives {@code onto} itself.
     */
    public Optional<String> pick(CommitInfo commit, String onto, Signature committer) {
        String parent = commit.parents().getFirst();
        CommitInfo base = info(onto);
        // A stand-in for the new base that descends from the old one makes the old one the
        // ancestor of the three-way merge, which is what a cherry-pick is.
        String standIn = commitTree(base.tree(), List.of(parent), committer, committer, "stand-in");
        Optional<String> tree = mergeTree(standIn, commit.sha());
        if (tree.isEmpty()) {
            return Optional.empty();
        }
        if (tree.get().equals(base.tree())) {
            return Optional.of(onto);
        }
        Signature author =
                new Signature(commit.authorName(), commit.authorEmail(), commit.authoredAt());
        return Optional.of(
                commitTree(tree.get(), List.of(onto), author, committer, commit.message()));
    }

    // Only what an id says never changes.
    private String id(String name) {
        return ID.matcher(name).matches()
                ? name
                : resolve(name).orElseThrow(() -> new IllegalStateException("there is no " + name));
    }

    /** What a commit says. */
    public CommitInfo info(String name) {
        String sha = id(name);
        return memory.recall(CommitInfo.class, () -> readInfo(sha), "info", sha);
    }

    private CommitInfo readInfo(String sha) {
        String[] parts =
                must("log", "-1", "--format=%H%x00%T%x00%P%x00%an%x00%ae%x00%at%x00%ct%x00%B", sha)
                        .text()
                        .split("\0", -1);
        return new CommitInfo(
                parts[0],
                parts[1],
                parts[2].isEmpty() ? List.of() : List.of(parts[2].split(" ")),
                parts[3],
                parts[4],
                Instant.ofEpochSecond(Long.parseLong(parts[5])),
                Instant.ofEpochSecond(Long.parseLong(parts[6])),
                parts[7].stripTrailing());
    }

    /** The commits of {@code tip} that {@code base} has not, oldest first. */
    public List<String> between(String base, String tip) {
        return memory.lines(
                () -> must("rev-list", "--reverse", "--topo-order", base + ".." + tip).lines(),
                "between",
                id(base),
                id(tip));
    }

    /** Whether all of {@code ancestor} is in {@code tip}. */
    public boolean contains(String tip, String ancestor) {
        return memory.holds(
                () -> run("merge-base", "--is-ancestor", ancestor, tip).exit() == 0,
                "contains",
                id(tip),
                id(ancestor));
    }

    /** The newest commit that both share. */
    public Optional<String> mergeBase(String one, String other) {
        return memory.text(
                () -> {
                    GitProgram.Result result = run("merge-base", one, other);
                    return result.exit() == 0 ? Optional.of(result.text()) : Optional.empty();
                },
                "merge-base",
                id(one),
                id(other));
    }

    /** The text of a file in a commit. */
    public Optional<String> file(String sha, String path) {
        return memory.text(
                () -> {
                    GitProgram.Result result = run("cat-file", "blob", sha + ":" + path);
                    return result.exit() == 0
                            ? Optional.of(new String(result.output(), StandardCharsets.UTF_8))
                            : Optional.empty();
                },
                "file",
                id(sha),
                path);
    }

    /** The paths that differ between two commits. */
    public List<String> changedPaths(String from, String to) {
        return memory.lines(
                () -> must("diff", "--name-only", "--no-renames", from, to).lines(),
                "paths",
                id(from),
                id(to));
    }

    /** Brings a commit and all under it here from another repository. */
    public void takeFrom(BareRepository other, String sha) {
        if (run("cat-file", "-e", sha + "^{commit}").exit() != 0) {
            must("fetch", "--quiet", "--no-tags", other.folder.toString(), sha);
        }
    }

    /**
     * Makes a commit of changed files on top of others and leaves it without a ref.
     *
     * @param parents what it stands on; none for a root
     * @param files texts by path; an empty text deletes the file
     */
    public String commit(
            List<String> parents, Signature by, String message, Map<String, String> files) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        String ref = "refs/stile/new";
        if (parents.isEmpty()) {
            line(stream, "reset " + ref);
        }
        line(stream, "commit " + ref);
        line(stream, "mark :1");
        line(stream, "author " + by.line());
        line(stream, "committer " + by.line());
        data(stream, message);
        for (int i = 0; i < parents.size(); i++) {
            line(stream, (i == 0 ? "from " : "merge ") + parents.get(i));
        }
        files.forEach(
                (path, text) -> {
                    if (text.isEmpty()) {
                        line(stream, "D " + path);
                    } else {
                        line(stream, "M 100644 inline " + path);
                        data(stream, text);
                    }
                });
        line(stream, "");
        line(stream, "get-mark :1");
        String sha =
                git.must(
                                folder,
                                Map.of(),
                                stream.toByteArray(),
                                "fast-import",
                                "--quiet",
                                "--force")
                        .text();
        deleteRef(ref);
        return sha;
    }

    private static void line(ByteArrayOutputStream stream, String text) {
        stream.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void data(ByteArrayOutputStream stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        line(stream, "data " + bytes.length);
        stream.writeBytes(bytes);
        line(stream, "");
    }

    private GitProgram.Result run(String... arguments) {
        return git.run(folder, Map.of(), new byte[0], List.of(arguments));
    }

    private GitProgram.Result must(String... arguments) {
        return git.must(folder, Map.of(), new byte[0], arguments);
    }
}
