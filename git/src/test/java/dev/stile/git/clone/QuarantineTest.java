package dev.stile.git.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.value.ProjectRef;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorIdentity;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.GitFailed;
import dev.stile.git.process.ObjectId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Objects of a push whose text this clone was promised, and which the mirror never had. */
final class QuarantineTest {
    @TempDir private Path folder;

    private Path work;
    private Git git;
    private ObjectId tip;

    @BeforeEach
    void commit() throws IOException {
        work = Files.createDirectory(folder.resolve("work"));
        git =
                Git.inFolder(
                        work,
                        GitEnvironment.forMirror(System.getenv())
                                .with("GIT_AUTHOR_NAME", "A")
                                .with("GIT_AUTHOR_EMAIL", "a@a.example")
                                .with("GIT_COMMITTER_NAME", "A")
                                .with("GIT_COMMITTER_EMAIL", "a@a.example"));
        git.text("init", "-q");
        Files.writeString(work.resolve("file"), "text");
        git.text("add", "-A");
        git.text("commit", "-q", "-m", "one");
        tip = ObjectId.parse(git.text("rev-parse", "HEAD"));
    }

    @Test
    void whatIsWholeIsRead() {
        try (Mirror mirror = mirror();
                Quarantine quarantine = pushing().transfer(tip, List.of(), mirror.repository())) {
            assertThat(quarantine.<Boolean>read(objects -> true)).isTrue();
        }
    }

    @Test
    void whatIsReadDoesNotCountWhereATextIsInNeitherPlace() throws IOException {
        promise();

        try (Mirror mirror = mirror();
                Quarantine quarantine = pushing().transfer(tip, List.of(), mirror.repository())) {
            assertThatThrownBy(() -> quarantine.<Boolean>read(objects -> true))
                    .isInstanceOf(GitFailed.class);
            assertThatThrownBy(
                            () ->
                                    quarantine.<Boolean>read(
                                            objects -> {
                                                throw new IllegalStateException("refused");
                                            }))
                    .as("the reason comes first")
                    .isInstanceOf(GitFailed.class);
            assertThatThrownBy(quarantine::migrate).isInstanceOf(GitFailed.class);
            assertThat(mirror.repository().gitDirectory().resolve("objects/pack"))
                    .isEmptyDirectory();
        }
    }

    /** Leaves the commit and its tree as a lazy clone has them. */
    private void promise() throws IOException {
        String tree = git.text("rev-parse", "HEAD^{tree}");
        String blob = git.text("rev-parse", "HEAD:file");
        byte[] names = (tip + "\n" + tree + "\n").getBytes(StandardCharsets.US_ASCII);
        String pack =
                new String(
                                git.bytesFrom(
                                        names, "pack-objects", "-q", ".git/objects/pack/pack"),
                                StandardCharsets.US_ASCII)
                        .strip();
        Files.createFile(work.resolve(".git/objects/pack/pack-" + pack + ".promisor"));
        git.text("prune-packed");
        Files.delete(
                work.resolve(".git/objects")
                        .resolve(blob.substring(0, 2))
                        .resolve(blob.substring(2)));
        git.text("config", "core.repositoryformatversion", "1");
        git.text("config", "extensions.partialClone", "origin");
        git.text("config", "remote.origin.url", folder.resolve("nowhere").toString());
        git.text("config", "remote.origin.promisor", "true");
    }

    private PushingRepository pushing() {
        return PushingRepository.inFolder(
                work, Map.of("PATH", System.getenv("PATH"), "HOME", folder.toString()), "origin");
    }

    private Mirror mirror() {
        return Mirror.open(
                folder.resolve("mirror"),
                new MirrorIdentity("work", new ProjectRef("demo")),
                GitEnvironment.forMirror(System.getenv()));
    }
}
