package dev.stile.git.repository;

import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.ObjectId;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The bare repository of one mirror. Immutable; any thread may read, and the holder of the mirror's
 * lock writes.
 */
public final class MirrorRepository {
    /** The one branch. */
    public static final String MAIN = "refs/heads/main";

    private static final String AUTHOR = "Stile";
    private static final String EMAIL = "stile@stile.invalid";

    /**
     * Written once, when the repository is made. Each line says why where git's own default would
     * do harm.
     */
    private static final List<String> CONFIGURATION =
            List.of(
                    // A ref or cursor must never be newer than the objects it rests on.
                    "core.fsync=objects,derived-metadata,reference",
                    "core.logAllRefUpdates=false",
                    // Partial clones ask for single blobs by id.
                    "uploadpack.allowFilter=true",
                    "uploadpack.allowAnySHA1InWant=true",
                    // Pushed tips are ours to remember and nobody's to fetch.
                    "transfer.hideRefs=refs/stile",
                    "gc.auto=0",
                    "repack.writeBitmaps=false");

    private final Path gitDirectory;
    private final Git git;

    private MirrorRepository(Path gitDirectory, Git git) {
        this.gitDirectory = gitDirectory;
        this.git = git;
    }

    /** The repository in that folder, which exists. */
    public static MirrorRepository at(Path gitDirectory, GitEnvironment environment) {
        return new MirrorRepository(gitDirectory, Git.inRepository(gitDirectory, environment));
    }

    /** Makes an empty repository in a folder that is not there yet. Its parent exists. */
    public static MirrorRepository create(Path gitDirectory, GitEnvironment environment) {
        Git.inFolder(Objects.requireNonNull(gitDirectory.toAbsolutePath().getParent()), environment)
                .bytes(
                        "-c",
                        "init.defaultObjectFormat=sha1",
                        "init",
                        "-q",
                        "--bare",
                        "--template=",
                        "--initial-branch=main",
                        "--",
                        gitDirectory.toString());
        MirrorRepository repository = at(gitDirectory, environment);
        repository.configure();
        return repository;
    }

    private void configure() {
        StringBuilder text = new StringBuilder();
        for (String line : CONFIGURATION) {
            int dot = line.indexOf('.');
            int equals = line.indexOf('=');
            text.append('[').append(line, 0, dot).append("]\n\t");
            text.append(line, dot + 1, equals)
                    .append(" = ")
                    .append(line.substring(equals + 1))
                    .append('\n');
        }
        Path config = gitDirectory.resolve("config");
        try {
            Files.writeString(config, Files.readString(config) + text);
        } catch (IOException failed) {
            throw new ObjectsNotWritten(
                    "the repository's configuration could not be written", failed);
        }
    }

    /** The folder that upload-pack serves. */
    public Path gitDirectory() {
        return gitDirectory;
    }

    /** git in this repository. */
    public Git git() {
        return git;
    }

    /**
     * The same repository, with new objects going to a quarantine that is readable beside its own.
     */
    public MirrorRepository withQuarantine(Path objects) {
        return new MirrorRepository(
                gitDirectory,
                git.with(
                        git.environment()
                                .withQuarantine(objects, gitDirectory.resolve("objects"))));
    }

    /** The newest published commit. */
    public Optional<ObjectId> tip() {
        return git.find("rev-parse", "--verify", "-q", MAIN).map(ObjectId::parse);
    }

    /**
     * Whether a commit can be reached from the tip, or is it. Objects that are not here are not
     * published.
     */
    public boolean isPublished(ObjectId commit) {
        Git.Finished finished =
                git.run(new byte[0], "merge-base", "--is-ancestor", commit.toString(), MAIN);
        return finished.exitCode() == 0;
    }

    /** The merge bases of a commit and the tip. */
    public List<ObjectId> mergeBases(ObjectId commit) {
        return git.find("merge-base", "--all", commit.toString(), MAIN).stream()
                .flatMap(String::lines)
                .map(ObjectId::parse)
                .toList();
    }

    /** Whether {@code ancestor} can be reached from {@code commit}, or is it. */
    public boolean isAncestor(ObjectId ancestor, ObjectId commit) {
        return git.says("merge-base", "--is-ancestor", ancestor.toString(), commit.toString());
    }

    /** Every path in which two commits or trees differ, renames not guessed. */
    public List<TreeChange> differences(ObjectId from, ObjectId to) {
        byte[] raw =
                git.bytes(
                        "diff-tree",
                        "-r",
                        "-z",
                        "--raw",
                        "--no-renames",
                        "--no-abbrev",
                        from.toString(),
                        to.toString());
        List<TreeChange> changes = new ArrayList<>();
        int at = 0;
        while (at < raw.length) {
            int headerEnd = zeroAfter(raw, at);
            String[] header =
                    new String(raw, at + 1, headerEnd - at - 1, StandardCharsets.US_ASCII)
                            .split(" ");
            int pathEnd = zeroAfter(raw, headerEnd + 1);
            String path =
                    new String(raw, headerEnd + 1, pathEnd - headerEnd - 1, StandardCharsets.UTF_8);
            boolean text =
                    Arrays.equals(
                            path.getBytes(StandardCharsets.UTF_8),
                            Arrays.copyOfRange(raw, headerEnd + 1, pathEnd));
            changes.add(
                    new TreeChange(
                            path,
                            text,
                            header[0],
                            header[1],
                            ObjectId.parse(header[2]),
                            ObjectId.parse(header[3])));
            at = pathEnd + 1;
        }
        return changes;
    }

    private static int zeroAfter(byte[] raw, int from) {
        int at = from;
        while (raw[at] != 0) {
            at++;
        }
        return at;
    }

    /** Opens a reader; the caller closes it. */
    public ObjectReader reader() {
        return new ObjectReader(git);
    }

    /** Opens a writer of blobs; the caller closes it. git starts with the first blob. */
    public BlobWriter blobWriter() {
        return new BlobWriter(git);
    }

    /** Writes a tree; blobs that it names are not looked for. */
    public ObjectId writeTree(RawTree tree) {
        return written(git.bytesFrom(tree.toBytes(), "hash-object", "-t", "tree", "-w", "--stdin"));
    }

    /** Writes a commit and moves nothing. */
    public ObjectId writeCommit(CommitDraft draft) {
        StringBuilder commit = new StringBuilder("tree ").append(draft.tree()).append('\n');
        draft.parents().forEach(parent -> commit.append("parent ").append(parent).append('\n'));
        String who = AUTHOR + " <" + EMAIL + "> " + draft.at().getEpochSecond() + " +0000\n";
        commit.append("author ").append(who).append("committer ").append(who).append('\n');
        commit.append(draft.message());
        return written(
                git.bytesFrom(
                        commit.toString().getBytes(StandardCharsets.UTF_8),
                        "hash-object",
                        "-t",
                        "commit",
                        "-w",
                        "--stdin"));
    }

    /** Moves the branch, if it is where the caller believes it to be. */
    public void moveMain(Optional<ObjectId> from, ObjectId to) {
        git.bytes(
                "update-ref",
                MAIN,
                to.toString(),
                from.map(ObjectId::toString).orElse("0".repeat(40)));
    }

    /** Keeps a pushed tip from being dropped. */
    public void keep(String plan, ObjectId tip) {
        git.bytes("update-ref", "refs/stile/push/" + plan, tip.toString());
    }

    private static ObjectId written(byte[] output) {
        return ObjectId.parse(new String(output, StandardCharsets.US_ASCII).strip());
    }
}
