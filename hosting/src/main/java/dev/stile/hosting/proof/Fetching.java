package dev.stile.hosting.proof;

import dev.stile.api.call.Deadline;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.core.digest.Sha256;
import dev.stile.core.process.Child;
import dev.stile.core.store.Home;
import dev.stile.hosting.service.Userinfo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bare repositories of ours, one for each repository that is proven, fetched by the installed git.
 * Git reaches the one address that it is told, follows no redirect, runs no hook and reads no
 * configuration but its own; the credential goes to it through a pipe, and is in no argument,
 * variable or file. Blocks; a repository is to be fetched by one thread at a time.
 */
public final class Fetching {
    private static final int MOST_OUTPUT = 64 * 1024;
    private static final String BASES = "refs/stile/bases/";

    /** Git asks this program; what it says is what we wrote to the third pipe of git. */
    private static final String HELPER = "!f() { test \"$1\" = get && cat <&3; }; f";

    /** Git itself has nothing to read. */
    private static final List<String> PIPED =
            List.of("sh", "-c", "exec \"$@\" 3<&0 </dev/null", "sh");

    private final Path folder;
    private final Map<String, String> environment;

    /**
     * @param folder of the repositories; made when it is needed
     * @param outer the environment of this process, of which git gets where programs are
     */
    public Fetching(Path folder, Map<String, String> outer) {
        this.folder = folder;
        this.environment = new LinkedHashMap<>(GitRepository.environment(outer));
        this.environment.put("GIT_ALLOW_PROTOCOL", "http:https");
    }

    /**
     * What is to be fetched.
     *
     * @param remote its address, without a credential
     * @param authorities certificates to trust besides the platform's own
     */
    public record Wanted(
            RepoRef repo,
            URI remote,
            Optional<Path> authorities,
            BranchName base,
            List<Sha> commits) {
        public Wanted {
            commits = List.copyOf(commits);
        }
    }

    /**
     * What was fetched.
     *
     * @param base tip of the base branch
     */
    public record Fetched(Path repository, Sha base) {}

    /**
     * Fetches a base branch, and commits that are not in it as far as the host gives them.
     *
     * @param credential the address with user and password, if there is one; stays the caller's
     * @return empty if git did not get the base
     */
    public Optional<Fetched> fetch(
            Wanted wanted, Optional<SecureValue> credential, Deadline deadline) {
        Path repository = folder.resolve(Sha256.hex(wanted.repo().key()).substring(0, 40) + ".git");
        if (!made(repository, deadline)) {
            return Optional.empty();
        }
        String base = BASES + wanted.base();
        String spec = "+refs/heads/" + wanted.base() + ":" + base;
        if (!fetched(repository, wanted, spec, credential, deadline)) {
            return Optional.empty();
        }
        GitRepository git = new GitRepository(repository, environment, deadline);
        for (Sha commit : wanted.commits()) {
            if (!git.isCommit(commit)) {
                // A host that gives it not leaves the proof without it.
                fetched(repository, wanted, commit.text(), credential, deadline);
            }
        }
        return git.commitOf(base).map(tip -> new Fetched(repository, tip));
    }

    private boolean made(Path repository, Deadline deadline) {
        if (Files.exists(repository.resolve("HEAD"))) {
            return true;
        }
        Home.ensureFolder(folder);
        List<String> command =
                List.of("git", "init", "--quiet", "--bare", "--template=", repository.toString());
        return isDone(new Child(command, environment, folder, MOST_OUTPUT), new byte[0], deadline);
    }

    private boolean fetched(
            Path repository,
            Wanted wanted,
            String spec,
            Optional<SecureValue> credential,
            Deadline deadline) {
        List<String> command = new ArrayList<>(PIPED);
        command.addAll(List.of("git", "--git-dir=" + repository));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("core.hooksPath", "/dev/null");
        settings.put("core.attributesFile", "/dev/null");
        settings.put("http.followRedirects", "false");
        settings.put("gc.auto", "0");
        settings.put("maintenance.auto", "false");
        wanted.authorities().ifPresent(file -> settings.put("http.sslCAInfo", file.toString()));
        settings.put("credential.helper", HELPER);
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        command.addAll(
                List.of(
                        "fetch",
                        "--quiet",
                        "--no-tags",
                        "--no-write-fetch-head",
                        "--no-recurse-submodules",
                        "--",
                        wanted.remote().toString(),
                        spec));
        return isDone(
                new Child(command, environment, repository, MOST_OUTPUT),
                credential.map(each -> each.lend(Fetching::said)).orElse(new byte[0]),
                deadline);
    }

    private static boolean isDone(Child child, byte[] input, Deadline deadline) {
        return child.run(input, deadline).filter(ended -> ended.exitCode() == 0).isPresent();
    }

    /** As git reads it; wiped by whoever sends it. */
    private static byte[] said(byte[] address) {
        try (Userinfo userinfo = Userinfo.of(address)) {
            return userinfo.said();
        } catch (IOException severalLines) {
            throw new UncheckedIOException(severalLines);
        }
    }
}
