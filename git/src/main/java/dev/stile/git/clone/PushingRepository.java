package dev.stile.git.clone;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.MirrorRepository;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/**
 * The repository that a push comes from. Nothing here writes to it, asks a remote for a missing
 * object, or sees replaced objects. Immutable; any thread may use it.
 */
public final class PushingRepository {
    /** How far back the mirror's own line is looked for in a repository without a tracking ref. */
    private static final int PUBLISHED_LOOKED_FOR = 100_000;

    /** How a git ends to whose output nobody listens any more: 128 and SIGPIPE. */
    private static final int BROKEN_PIPE = 141;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{40}");

    private final Git git;
    private final Path commonDirectory;
    private final Optional<ObjectId> tracking;
    private final GitVersion version;

    private PushingRepository(
            Git git, Path commonDirectory, Optional<ObjectId> tracking, GitVersion version) {
        this.git = git;
        this.version = version;
        this.commonDirectory = commonDirectory;
        this.tracking = tracking;
    }

    /**
     * The repository that git's variables, or the folder of this process, name.
     *
     * @param environment what git gave to the helper
     * @param remote name of the remote as git gave it, or an address where it has none
     * @throws Failure if git is too old or the repository's object format is not served
     * @throws dev.stile.git.process.GitFailed if there is no repository
     */
    public static PushingRepository open(Map<String, String> environment, String remote) {
        return open(Git.here(GitEnvironment.forUserRepository(environment)), remote);
    }

    /** The same for a folder that somebody named. */
    public static PushingRepository inFolder(
            Path folder, Map<String, String> environment, String remote) {
        return open(Git.inFolder(folder, GitEnvironment.forUserRepository(environment)), remote);
    }

    private static PushingRepository open(Git git, String remote) {
        // Three questions that do not wait for each other: a child costs more to start than to run.
        CompletableFuture<String> version =
                CompletableFuture.supplyAsync(() -> git.text("version"));
        CompletableFuture<List<String>> refspecs =
                CompletableFuture.supplyAsync(() -> refspecs(git, remote));
        String usual = "refs/remotes/" + remote + "/main";
        Git.Finished about =
                git.run(
                        new byte[0],
                        "rev-parse",
                        "--show-object-format",
                        "--path-format=absolute",
                        "--git-common-dir",
                        usual);
        GitVersion installed = GitVersion.parse(answer(version));
        installed.requireSupported();
        List<String> lines = about.text().lines().toList();
        if (lines.size() < 2) {
            throw about.failure("rev-parse");
        }
        if (!lines.getFirst().equals("sha1")) {
            throw Failure.of(Code.OBJECT_FORMAT_NOT_SERVED)
                    .headline(
                            "a repository with object format "
                                    + lines.getFirst()
                                    + " cannot push here")
                    .build();
        }
        // An unknown name is echoed, and the exit code then says so.
        Optional<ObjectId> usualValue =
                about.exitCode() == 0 && lines.size() > 2 && HEX.matcher(lines.get(2)).matches()
                        ? Optional.of(ObjectId.parse(lines.get(2)))
                        : Optional.empty();
        Optional<ObjectId> tracking =
                FetchRefspec.destinationOf(MirrorRepository.MAIN, answer(refspecs))
                        .flatMap(ref -> ref.equals(usual) ? usualValue : commit(git, ref));
        return new PushingRepository(git, Path.of(lines.get(1)), tracking, installed);
    }

    private static <T> T answer(CompletableFuture<T> question) {
        try {
            return question.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    static List<String> refspecs(Git git, String remote) {
        return git.find("config", "--get-all", "remote." + remote + ".fetch").stream()
                .flatMap(String::lines)
                .toList();
    }

    /** The release of the installed git. */
    public GitVersion gitVersion() {
        return version;
    }

    /** Which clone this is. */
    public CloneIdentity identity() {
        return CloneIdentity.of(commonDirectory);
    }

    /** What this remote's tracking ref of {@code main} holds. */
    public Optional<ObjectId> tracking() {
        return tracking;
    }

    /** The commit that a name means, as git gives it in a push; empty if it is none. */
    public Optional<ObjectId> commit(String name) {
        return commit(git, name);
    }

    private static Optional<ObjectId> commit(Git git, String name) {
        if (name.startsWith("-")) {
            return Optional.empty();
        }
        Git.Finished finished = git.run(new byte[0], "rev-parse", name, name + "^{commit}");
        List<String> lines = finished.text().lines().toList();
        // A tag that points to a commit is not that commit: git would remember the tag.
        return finished.exitCode() == 0
                        && lines.size() == 2
                        && lines.getFirst().equals(lines.getLast())
                        && HEX.matcher(lines.getFirst()).matches()
                ? Optional.of(ObjectId.parse(lines.getFirst()))
                : Optional.empty();
    }

    /** Whether {@code ancestor} is here and {@code commit} is it or descends from it. */
    public boolean descends(ObjectId commit, ObjectId ancestor) {
        return git.run(
                                new byte[0],
                                "merge-base",
                                "--is-ancestor",
                                ancestor.toString(),
                                commit.toString())
                        .exitCode()
                == 0;
    }

    /**
     * The newest published commit that a ref of this repository reaches; alternates do not count.
     */
    public Optional<ObjectId> newestPublished(MirrorRepository mirror) {
        return newestPublished(mirror, "--all");
    }

    /** The newest published commit that {@code commit} is or descends from. */
    public Optional<ObjectId> newestPublished(MirrorRepository mirror, ObjectId commit) {
        return newestPublished(mirror, commit.toString());
    }

    /**
     * Asked from the mirror's side, because the mirror has a handful of commits where a repository
     * with a second remote may have a million: which of them are here, and which of those does
     * nothing reach.
     */
    private Optional<ObjectId> newestPublished(MirrorRepository mirror, String from) {
        if (mirror.tip().isEmpty()) {
            return Optional.empty();
        }
        byte[] published =
                mirror.git()
                        .bytes(
                                "rev-list",
                                "--max-count=" + PUBLISHED_LOOKED_FOR,
                                MirrorRepository.MAIN);
        List<String> here = present(published, "--no-walk=unsorted");
        if (here.isEmpty()) {
            return Optional.empty();
        }
        byte[] candidates = (String.join("\n", here) + "\n").getBytes(StandardCharsets.US_ASCII);
        Set<String> unreached = new HashSet<>(present(candidates, "--not", from));
        return here.stream()
                .filter(commit -> !unreached.contains(commit))
                .findFirst()
                .map(ObjectId::parse);
    }

    private List<String> present(byte[] commits, String... range) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "rev-list",
                                // A partial clone would ask its remote for what is not here.
                                "--missing=allow-any",
                                "--ignore-missing",
                                "--stdin"));
        arguments.addAll(List.of(range));
        byte[] found = git.bytesFrom(commits, arguments.toArray(String[]::new));
        return new String(found, StandardCharsets.US_ASCII).lines().toList();
    }

    /**
     * Sends the objects of {@code tip} that no commit of {@code known} reaches into a new
     * quarantine of the mirror. Objects that this repository was promised and never had stay out:
     * whoever promised them has them.
     *
     * @param known published commits that are here
     * @return to be closed by the caller; whether the objects are complete is still being asked
     * @throws dev.stile.git.process.GitFailed if objects are damaged
     */
    public Quarantine transfer(ObjectId tip, List<ObjectId> known, MirrorRepository mirror) {
        Quarantine quarantine = Quarantine.open(mirror);
        boolean complete = false;
        try {
            if (!known.contains(tip)) {
                send(tip, known, quarantine);
                quarantine.beginCheck(tip);
            }
            complete = true;
            return quarantine;
        } finally {
            if (!complete) {
                quarantine.close();
            }
        }
    }

    private void send(ObjectId tip, List<ObjectId> known, Quarantine quarantine) {
        StringBuilder revisions = new StringBuilder().append(tip).append('\n');
        known.forEach(commit -> revisions.append('^').append(commit).append('\n'));
        List<Git.Finished> ends =
                Git.flow(
                        git,
                        List.of(
                                "pack-objects",
                                "--revs",
                                "--stdout",
                                // Not thin: the old content of an edited file may be missing here.
                                "--delta-base-offset",
                                "--compression=1",
                                "--missing=allow-promisor",
                                "-q"),
                        revisions.toString().getBytes(StandardCharsets.US_ASCII),
                        quarantine.git(),
                        List.of("index-pack", "--stdin"));
        Git.Finished source = ends.getFirst();
        Git.Finished sink = ends.getLast();
        boolean leftAlone =
                source.exitCode() == BROKEN_PIPE || source.errorText().contains("Broken pipe");
        if (source.exitCode() != 0 && !(leftAlone && sink.exitCode() != 0)) {
            throw source.failure("pack-objects");
        }
        if (sink.exitCode() != 0) {
            throw sink.failure("index-pack");
        }
    }
}
