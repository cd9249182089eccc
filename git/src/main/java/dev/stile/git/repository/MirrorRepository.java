package dev.stile.git.repository;

import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.ObjectId;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The bare repository of one mirror. Immutable; any thread may read, and the holder of the mirror's
 * lock writes.
 */
public final class MirrorRepository {
    /** The one branch. */
    public static final String MAIN = "refs/heads/main";

    /**
     * Written once, when the repository is made. Each line says why where git's own default would
     * do harm.
     */
    private static final List<String> CONFIGURATION =
            List.of(
                    // The layout that every git reads, with SHA-1 and refs as files.
                    "core.repositoryFormatVersion=0",
                    "core.bare=true",
                    // A ref or cursor must never be newer than the objects it rests on.
                    "core.fsync=objects,derived-metadata,reference",
                    "core.logAllRefUpdates=false",
                    // Partial clones ask for single blobs by id.
                    "uploadpack.allowFilter=true",
                    "uploadpack.allowAnySHA1InWant=true",
                    // Pushed tips are ours to remember and nobody's to fetch.
                    "transfer.hideRefs=refs/stile",
                    // A handful of blobs stays loose; each of many would be flushed by itself.
                    "fastimport.unpackLimit=20",
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

    /**
     * Makes an empty repository in a folder that is not there yet. Its parent exists. The folder
     * appears when the repository is whole; if another process was first, its own stays.
     */
    public static MirrorRepository create(Path gitDirectory, GitEnvironment environment) {
        Path parent = Objects.requireNonNull(gitDirectory.toAbsolutePath().getParent());
        try {
            Path making = Files.createTempDirectory(parent, "making-");
            try {
                Path made = making.resolve("repository.git");
                layOut(made);
                Files.move(made, gitDirectory, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                remove(making);
            }
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException second) {
            return at(gitDirectory, environment);
        } catch (IOException failed) {
            throw new ObjectsNotWritten("the repository could not be made", failed);
        }
        return at(gitDirectory, environment);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /**
     * What {@code git init --bare} makes, by gitrepository-layout(5), for the format and the hash
     * that every git reads: a process for these two files is a twentieth of a first clone.
     */
    private static void layOut(Path repository) throws IOException {
        for (String folder : List.of("objects/info", "objects/pack", "refs/heads", "refs/tags")) {
            Files.createDirectories(repository.resolve(folder));
        }
        Files.writeString(repository.resolve("HEAD"), "ref: " + MAIN + "\n");
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
        Files.writeString(repository.resolve("config"), text);
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

    /**
     * The newest published commit. The ref's own file is read where git wrote one, and where git
     * keeps refs as files and packed none, there is none: it is asked for several times in a
     * command, and a process each time costs more than the rest of a fetch that finds nothing. git
     * replaces that file as a whole; git itself is asked for a packed ref.
     */
    public Optional<ObjectId> tip() {
        try {
            String line = Files.readString(gitDirectory.resolve(MAIN), StandardCharsets.US_ASCII);
            return Optional.of(ObjectId.parse(line.stripTrailing()));
        } catch (NoSuchFileException none) {
            boolean filesOnly =
                    Files.isDirectory(gitDirectory.resolve("refs/heads"))
                            && Files.notExists(gitDirectory.resolve("packed-refs"));
            return filesOnly ? Optional.empty() : tipByGit();
        } catch (IOException | IllegalArgumentException unusual) {
            return tipByGit();
        }
    }

    private Optional<ObjectId> tipByGit() {
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

    /** A commit and everything that it descends from. Costs one walk of the history. */
    public Set<ObjectId> ancestors(ObjectId commit) {
        return commits("rev-list", commit.toString());
    }

    /** Commits of main that descend from a commit, and that commit. */
    public Set<ObjectId> publishedSince(ObjectId commit) {
        Set<ObjectId> found = commits("rev-list", "--ancestry-path", commit + ".." + MAIN);
        found.add(commit);
        return found;
    }

    private Set<ObjectId> commits(String... arguments) {
        Set<ObjectId> found = new HashSet<>();
        new String(git.bytes(arguments), StandardCharsets.US_ASCII)
                .lines()
                .map(ObjectId::parse)
                .forEach(found::add);
        return found;
    }

    /**
     * Whether some line of descent from one commit to another holds at every commit after the
     * first.
     */
    public boolean isUnbroken(ObjectId from, ObjectId to, Predicate<ObjectId> holds) {
        byte[] between =
                git.bytes(
                        "rev-list",
                        "--ancestry-path",
                        "--topo-order",
                        "--reverse",
                        "--parents",
                        from + ".." + to);
        Set<ObjectId> reached = new HashSet<>(Set.of(from));
        new String(between, StandardCharsets.US_ASCII)
                .lines()
                .map(line -> Arrays.stream(line.split(" ")).map(ObjectId::parse).toList())
                .filter(line -> line.stream().skip(1).anyMatch(reached::contains))
                .filter(line -> holds.test(line.getFirst()))
                .forEach(line -> reached.add(line.getFirst()));
        return reached.contains(to);
    }

    /**
     * An object of the newest published commit that is not here; nothing if it has them all. Costs
     * a walk of its tree, not of the history. That git could not look is no answer but an error.
     */
    public Optional<ObjectId> missing() {
        return tip().flatMap(commit -> isHere(commit) ? missingBelow(commit) : Optional.of(commit));
    }

    /** Of a commit that is missing itself git's walk does not say so before git 2.44. */
    private boolean isHere(ObjectId object) {
        return git.says("cat-file", "-e", object.toString());
    }

    private Optional<ObjectId> missingBelow(ObjectId commit) {
        return git.text(
                        "rev-list",
                        "--objects",
                        "--quiet",
                        "--no-walk",
                        "--missing=print",
                        commit.toString())
                .lines()
                .filter(line -> line.startsWith("?"))
                .findFirst()
                .map(line -> ObjectId.parse(line.substring(1)));
    }

    /** Every path in which two commits or trees differ, renames not guessed. */
    public List<TreeChange> differences(ObjectId from, ObjectId to) {
        return new TreeComparison(git).differences(from, to);
    }

    /**
     * The files that git takes for ones of the first commit that the second has not, each new path
     * with the one before. Of very many it looks only at equal contents.
     */
    public Map<String, String> renames(ObjectId from, ObjectId to) {
        return new TreeComparison(git).renames(from, to);
    }

    /**
     * The files that git takes for copies, each new path with the one that it was copied from.
     * Looks at every file of the first commit: only for an error. Of very many it finds none.
     */
    public Map<String, String> copies(ObjectId from, ObjectId to) {
        return new TreeComparison(git).copies(from, to);
    }

    /** Opens a reader; the caller closes it. */
    public ObjectReader reader() {
        return new ObjectReader(git);
    }

    /** Opens a writer of blobs; the caller closes it. git starts with the first blob. */
    public BlobWriter blobWriter() {
        return new BlobWriter(git);
    }

    /** Trees and commits to be written together; none is before {@link NewObjects#write}. */
    public NewObjects newObjects() {
        return new NewObjects(git);
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

    /** The plans whose tips are kept. */
    public List<String> kept() {
        return git.text("for-each-ref", "--format=%(refname:lstrip=3)", "refs/stile/push/")
                .lines()
                .toList();
    }

    /** Lets go of a pushed tip that main has, or that nobody will ask about again. */
    public void release(String plan) {
        git.bytes("update-ref", "-d", "refs/stile/push/" + plan);
    }

    /** The blobs of the files directly in a folder of main, by path. */
    public Map<String, ObjectId> files(String root) {
        Map<String, ObjectId> files = new HashMap<>();
        // core.quotePath does not matter with -z; names that are not text are strays by any name.
        for (String entry :
                new String(git.bytes("ls-tree", "-z", MAIN, root + "/"), StandardCharsets.UTF_8)
                        .split("\0")) {
            int tab = entry.indexOf('\t');
            if (tab > 0) {
                String[] header = entry.substring(0, tab).split(" ");
                files.put(entry.substring(tab + 1), ObjectId.parse(header[2]));
            }
        }
        return files;
    }

    /**
     * The paths of the files in a folder of main with a line that matches a pattern and not
     * another. Reads the whole folder.
     */
    public List<String> filesSaying(String root, String pattern, String except) {
        Git.Finished found =
                git.run(
                        new byte[0],
                        "grep",
                        "-l",
                        "-z",
                        "-a",
                        "-E",
                        "-e",
                        pattern,
                        "--and",
                        "--not",
                        "-e",
                        except,
                        MAIN,
                        "--",
                        root + "/");
        if (found.exitCode() == 1 && found.output().length == 0) {
            return List.of();
        }
        if (found.exitCode() != 0) {
            throw found.failure("grep");
        }
        String before = MAIN + ":";
        return Stream.of(new String(found.output(), StandardCharsets.UTF_8).split("\0"))
                .map(path -> path.substring(before.length()))
                .toList();
    }

    /** What main has at a path. */
    public Optional<ObjectId> blobAt(String path) {
        return git.find("rev-parse", "--verify", "-q", MAIN + ":" + path).map(ObjectId::parse);
    }
}
