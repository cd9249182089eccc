package dev.stile.git.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.git.address.Address;
import dev.stile.git.clone.TypedRemote;
import dev.stile.git.process.ChildWatch;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.remote.Reporter;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An upload-pack that stops answering, and whose silence is whose. */
@Timeout(240)
class HungUploadPackTest {
    private static final String LIST_REFS = "0014command=ls-refs\n0000";

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path world;

    private final ByteArrayOutputStream people = new ByteArrayOutputStream();
    private final PipedOutputStream git = new PipedOutputStream();
    private final CountDownLatch offered = new CountDownLatch(1);

    /** What git would read; at its end git ends, too. */
    private final ByteArrayOutputStream answers =
            new ByteArrayOutputStream() {
                @Override
                public void flush() {
                    if (toString(StandardCharsets.UTF_8).endsWith("\n0000")) {
                        offered.countDown();
                    }
                }

                @Override
                public void close() throws IOException {
                    git.close();
                }
            };

    @BeforeEach
    void aMirror() throws Exception {
        UserGit.withMirror(world);
    }

    /** A child that is stopped would hold the pipes of whoever runs this test, for ever. */
    @AfterEach
    void nothingStaysStopped() {
        uploadPack().ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    @Proves("GS-18")
    void anUploadPackThatHangsIsKilledAndGitIsToldWhy() throws Exception {
        CompletableFuture<Integer> served = serve(Duration.ofSeconds(15));
        // git asks once it took what is offered, and not before.
        assertThat(offered.await(60, TimeUnit.SECONDS)).isTrue();
        stopUploadPack();

        git.write(LIST_REFS.getBytes(StandardCharsets.US_ASCII));
        git.flush();

        assertThat(served.get(120, TimeUnit.SECONDS)).isEqualTo(RemoteHelper.FAILED);
        assertThat(answers.toString(StandardCharsets.UTF_8)).containsPattern("ERR .* \\[STL-4013]");
        assertThat(people.toString(StandardCharsets.UTF_8)).contains("no answer within 15 s");
        assertThat(uploadPack()).isEmpty();
    }

    @Test
    @Proves("GS-18")
    void onlyWhatUploadPackOwesIsWaitedFor() throws Exception {
        ChildWatch watch =
                MirrorRepository.at(
                                world.resolve("mirror.git"),
                                GitEnvironment.forMirror(System.getenv()))
                        .git()
                        .serving(Duration.ofMinutes(10), "cat-file", "--batch");
        try (watch) {
            Turns turns = new Turns(watch);
            assertThat(turns.isChilds()).as("it offers what it can").isTrue();
            answer(turns, "000eversion 2\n0000");
            assertThat(turns.isChilds()).as("git thinks").isFalse();

            turns.asking();
            assertThat(turns.isChilds()).as("it does not take a packet").isTrue();
            turns.asked(false);
            assertThat(turns.isChilds()).as("git is not done asking").isFalse();
            turns.asking();
            turns.asked(true);
            assertThat(turns.isChilds()).as("it was asked").isTrue();

            byte[] half = "000dpackfile\n".getBytes(StandardCharsets.US_ASCII);
            turns.relaying(half, half.length);
            assertThat(turns.isChilds()).as("git takes its time").isFalse();
            turns.relayed();
            assertThat(turns.isChilds()).as("half an answer").isTrue();
            answer(turns, "0000");
            assertThat(turns.isChilds()).as("a whole answer").isFalse();
        } finally {
            watch.child().destroy();
        }
    }

    private static void answer(Turns turns, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        turns.relaying(bytes, bytes.length);
        turns.relayed();
    }

    private CompletableFuture<Integer> serve(Duration silence) throws IOException {
        PipedInputStream input = new PipedInputStream(git);
        Reporter reporter =
                new Reporter(new PrintStream(people, true, StandardCharsets.UTF_8), false, 1);
        UploadPackService service =
                new UploadPackService(
                        input,
                        answers,
                        TypedRemote.inFolder(world, System.getenv(), "origin"),
                        reporter,
                        text -> text,
                        silence);
        OpenMirror mirror =
                new OpenMirror(
                        () -> FakeMirror.open(world, Address.parse(UserGit.ADDRESS), reporter));
        return CompletableFuture.supplyAsync(
                () -> {
                    try (mirror) {
                        return service.serve(mirror);
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                },
                task -> Thread.ofPlatform().daemon().start(task));
    }

    private void stopUploadPack() throws Exception {
        long pid = uploadPack().orElseThrow().pid();
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor())
                .isZero();
    }

    private Optional<ProcessHandle> uploadPack() {
        return ProcessHandle.current().children().filter(this::isUploadPack).findFirst();
    }

    private boolean isUploadPack(ProcessHandle child) {
        List<String> words = Arrays.asList(child.info().arguments().orElse(new String[0]));
        return words.contains("upload-pack")
                && words.stream().anyMatch(word -> word.contains(world.toString()));
    }
}
