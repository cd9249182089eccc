package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A clone of a project, made with the real git from the mirror's own repository, so that no helper
 * has to be built for it.
 */
final class Checkout {
    private final Path folder;
    private final Path mirror;

    private Checkout(Path folder, Path mirror) {
        this.folder = folder;
        this.mirror = mirror;
    }

    /** Syncs a project and clones it. */
    static Checkout of(Cli cli, String project, Path into) throws IOException {
        assertThat(cli.type("sync " + project).exit()).isZero();
        Path mirror = cli.mirror().resolve("repository.git");
        Checkout clone = new Checkout(into, mirror);
        clone.git(into.getParent(), "clone", "--quiet", mirror.toString(), into.toString());
        clone.git("remote", "set-url", "origin", "stile::" + project);
        clone.git("config", "user.name", "You");
        clone.git("config", "user.email", "you@stile.invalid");
        clone.git("config", "gc.auto", "0");
        clone.git("config", "maintenance.auto", "false");
        return clone;
    }

    Path folder() {
        return folder;
    }

    /** Changes a line of a file, and commits that. */
    void edit(String file, String line, String replacement) throws IOException {
        String before = Files.readString(folder.resolve(file));
        String after = before.replaceFirst("(?m)^" + line + "$", replacement);
        assertThat(after).isNotEqualTo(before);
        write(file, after);
    }

    /** Writes a file, and commits that. */
    void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        git("add", "--all");
        git("commit", "--quiet", "--message", "edit");
    }

    /** What git fetch does, as far as the helper is not needed for it. */
    void fetch() throws IOException {
        git("fetch", "--quiet", mirror.toString(), "main:refs/remotes/origin/main");
    }

    /** What git pull does, as far as the helper is not needed for it. */
    void pull() throws IOException {
        fetch();
        git("merge", "--quiet", "--ff-only", "origin/main");
    }

    String git(String... words) throws IOException {
        return git(folder, words);
    }

    private String git(Path where, String... words) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(words)).toList())
                        .directory(where.toFile())
                        .redirectErrorStream(true);
        OwnGit.isolate(builder.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as(List.of(words).toString())
                    .isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        assertThat(process.exitValue()).as(said).isZero();
        return said.strip();
    }
}
