package dev.stile.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.value.ProjectRef;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.clone.PushingRepository;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.GitFailed;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.BlobWriter;
import dev.stile.git.repository.ObjectsNotWritten;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A mirror on a disk of three megabytes, and more than that to put there. */
class FullDiskTest {
    private static final int PIECE = 1 << 19;
    private static final int PIECES = 12;

    @TempDir Path folder;

    private final Random random = new Random(5);
    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = runs("mount", "-t", "tmpfs", "-o", "size=3m,mode=0700", "small", disk.toString());
        if (!mounted) {
            System.out.println("not run (only root can mount a small disk)");
            Assumptions.abort("only root can mount a small disk");
        }
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(runs("umount", "-l", disk.toString())).isTrue();
        }
    }

    @Test
    @Proves("GS-60")
    void objectsOfAListing() {
        try (Mirror mirror = open();
                BlobWriter writer = mirror.repository().blobWriter()) {
            assertThatThrownBy(
                            () -> {
                                for (int piece = 0; piece < PIECES; piece++) {
                                    writer.write(bytes());
                                }
                                writer.finish();
                            })
                    .isInstanceOfSatisfying(
                            ObjectsNotWritten.class,
                            failed ->
                                    assertThat(MirrorFailure.of(failed).registered())
                                            .isEqualTo(Code.DISK_NOT_WRITABLE));
        }
    }

    @Test
    @Proves("GS-96")
    void thePackOfAPush() throws Exception {
        Path work = Files.createDirectory(folder.resolve("work"));
        Git git = Git.inFolder(work, people());
        git.text("init", "-q");
        for (int piece = 0; piece < PIECES; piece++) {
            Files.write(work.resolve("file-" + piece), bytes());
        }
        git.text("add", "-A");
        git.text("commit", "-q", "-m", "large");
        ObjectId tip = ObjectId.parse(git.text("rev-parse", "HEAD"));
        PushingRepository pushing =
                PushingRepository.inFolder(
                        work,
                        Map.of("PATH", System.getenv("PATH"), "HOME", folder.toString()),
                        "origin");
        try (Mirror mirror = open()) {
            assertThatThrownBy(() -> pushing.transfer(tip, List.of(), mirror.repository()).close())
                    .isInstanceOfSatisfying(
                            GitFailed.class,
                            failed ->
                                    assertThat(MirrorFailure.of(failed).registered())
                                            .as("%s", failed)
                                            .isEqualTo(Code.DISK_NOT_WRITABLE));
            assertThat(mirror.repository().gitDirectory().resolve("objects"))
                    .isDirectoryNotContaining("glob:**tmp_objdir*");
        }
    }

    @Test
    @Proves("GS-108")
    void theRowsOfTheState() {
        try (Mirror mirror = open()) {
            assertThatThrownBy(
                            () ->
                                    mirror.state()
                                            .remember(MetaName.SCHEMA, "x".repeat(PIECE * PIECES)))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failed ->
                                    assertThat(failed.registered())
                                            .isEqualTo(Code.DISK_NOT_WRITABLE));
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[PIECE];
        random.nextBytes(bytes);
        return bytes;
    }

    private Mirror open() {
        return Mirror.open(
                disk,
                new MirrorIdentity("work", new ProjectRef("demo")),
                GitEnvironment.forMirror(System.getenv()));
    }

    private static GitEnvironment people() {
        return GitEnvironment.forMirror(System.getenv())
                .with("GIT_AUTHOR_NAME", "A")
                .with("GIT_AUTHOR_EMAIL", "a@a.example")
                .with("GIT_COMMITTER_NAME", "A")
                .with("GIT_COMMITTER_EMAIL", "a@a.example");
    }

    private static boolean runs(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor() == 0;
    }
}
