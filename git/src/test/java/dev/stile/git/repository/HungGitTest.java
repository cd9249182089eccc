package dev.stile.git.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.core.error.Code;
import dev.stile.git.mirror.MirrorFailure;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.GitFailed;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A git that stops answering: whoever waits for it gets an error with a code, and no hang. */
@Timeout(120)
class HungGitTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    /** Does not wait for long; what is asked of it is asked once it hangs. */
    private Git git;

    @BeforeEach
    void makeARepository() {
        Git patient =
                MirrorRepository.create(
                                folder.resolve("mirror.git"),
                                GitEnvironment.forMirror(System.getenv()))
                        .git();
        patient.text("config", "alias.hang", "!sleep 300");
        git = patient.waiting(Duration.ofMillis(300));
    }

    /** A child that is stopped would hold the pipes of whoever runs this test, for ever. */
    @AfterEach
    void nothingStaysStopped() {
        ProcessHandle.current()
                .children()
                .filter(this::worksHere)
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    @Proves("GS-18")
    void aReadOfAnObject() throws Exception {
        // The first one is to be answered, with the start of the program in it.
        try (ObjectReader reader = new ObjectReader(git.waiting(Duration.ofSeconds(5)))) {
            assertThat(reader.read("HEAD")).isEmpty();
            stop("cat-file");

            isToldInTime(() -> reader.read("HEAD"));
        }
    }

    @Test
    @Proves("GS-18")
    void aCheckpointOfBlobs() throws Exception {
        try (BlobWriter writer = new BlobWriter(git)) {
            writer.write(new byte[] {1});
            stop("fast-import");

            isToldInTime(writer::checkpoint);
        }
    }

    @Test
    @Proves("GS-18")
    void blobsThatNobodyTakes() throws Exception {
        try (BlobWriter writer = new BlobWriter(git)) {
            writer.write(new byte[] {1});
            stop("fast-import");

            isToldInTime(() -> writer.write(new byte[1 << 20]));
        }
    }

    @Test
    @Proves("GS-18")
    void theEndOfBlobs() throws Exception {
        try (BlobWriter writer = new BlobWriter(git)) {
            writer.write(new byte[] {1});
            stop("fast-import");

            isToldInTime(writer::finish);
        }
    }

    @Test
    @Proves("GS-18")
    void aCommandWhoseOwnChildHoldsItsPipes() {
        isToldInTime(() -> git.bytes("hang"));
    }

    @Test
    @Proves("GS-18")
    void aPackThatNeverEnds() {
        isToldInTime(
                () ->
                        Git.flow(
                                git,
                                List.of("hang"),
                                new byte[] {1},
                                git,
                                List.of("index-pack", "--stdin")));
    }

    private static void isToldInTime(ThrowingCallable waiting) {
        assertThatThrownBy(waiting)
                .isInstanceOfSatisfying(
                        GitFailed.class,
                        failed -> {
                            assertThat(failed).hasMessageContaining("no answer within");
                            assertThat(MirrorFailure.of(failed).registered())
                                    .isEqualTo(Code.GIT_FAILED);
                        });
    }

    /** Stops the child that runs this command in this test's repository. */
    private void stop(String command) throws IOException, InterruptedException {
        Optional<ProcessHandle> found = Optional.empty();
        Deadline deadline = Deadline.after(Duration.ofSeconds(60));
        while (found.isEmpty()) {
            assertThat(deadline.isPast()).as("%s runs", command).isFalse();
            found =
                    ProcessHandle.current()
                            .children()
                            .filter(each -> runs(each, command))
                            .findFirst();
        }
        ProcessHandle child = found.get();
        int exit =
                new ProcessBuilder("kill", "-STOP", Long.toString(child.pid())).start().waitFor();
        assertThat(exit).isZero();
    }

    private boolean runs(ProcessHandle child, String command) {
        return words(child).contains(command) && worksHere(child);
    }

    private boolean worksHere(ProcessHandle child) {
        return words(child).stream().anyMatch(word -> word.contains(folder.toString()));
    }

    private static List<String> words(ProcessHandle child) {
        return Arrays.asList(child.info().arguments().orElse(new String[0]));
    }
}
