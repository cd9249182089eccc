package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The demonstration, run by the launcher as a stranger runs it. */
final class DemoDistributionTest {
    private static final Path STILE = Path.of("target/stile/bin/stile").toAbsolutePath();

    @TempDir private Path folder;

    @Test
    void theDemonstrationRunsToItsEndAndLeavesNothingBehind() throws Exception {
        Process process = start("demo");
        String out = Files.readString(ended(process));

        assertThat(process.exitValue()).as(out).isZero();
        assertThat(out)
                .containsSubsequence(
                        "$ git clone stile::sim/demo shop",
                        "$ git push",
                        "created issues/9.md",
                        "(fetch first)",
                        "$ git pull",
                        "Pay with gift cards, vouchers or cash",
                        "$ stile audit verify",
                        "proven: ",
                        "three commands");
        assertThat(left()).isEmpty();
    }

    @Test
    @Proves({"GH-20", "GH-11"})
    void theDemonstrationOfPullRequestsMergesWhatWasApprovedAndNothingElse() throws Exception {
        Process process = start("demo", "pr");
        String out = Files.readString(ended(process));

        assertThat(process.exitValue()).as(out).isZero();
        assertThat(out)
                .containsSubsequence(
                        "$ git push --quiet origin round-total",
                        "opened acme/shop#1",
                        "Rounding twice loses cents. Once is enough?",
                        "does not count: stale",
                        "[STL-6607]",
                        "checks: failing",
                        "next    stile pr merge acme/shop#1 --expect-head ",
                        "merged acme/shop#1",
                        "$ git diff --exit-code ",
                        "acme/shop#1 landed as it was reviewed",
                        "opened acme/shop#2",
                        "[STL-6604]",
                        "Nothing landed.",
                        "merges that the host did: 1",
                        "proven: ");
        assertThat(left()).isEmpty();
    }

    @Test
    @Proves({"FL-27", "FL-89"})
    void theDemonstrationOfEventsSettlesWhatTheDeadDaemonLeft() throws Exception {
        Process process = start("demo", "events");
        String out = Files.readString(ended(process));

        assertThat(process.exitValue()).as(out).isZero();
        assertThat(out)
                .containsSubsequence(
                        "$ stile connector add pond/template.yaml",
                        "$ stile rule add weir-alarm.yaml",
                        "weir-alarm: match",
                        "ob-1  proposed",
                        "ob-1 is approved",
                        "requests to comment: 1, comments that the server has: 1",
                        "$ stile audit why ob-1",
                        "ob-2  sending",
                        "ob-2  sent",
                        "requests to comment: 2, comments that the server has: 2",
                        "proven: ");
        assertThat(left()).isEmpty();
    }

    @Test
    void theDemonstrationCleansUpWhenItIsTold() throws Exception {
        Process process = start("demo");
        Path out = folder.resolve("out");
        for (int waited = 0;
                waited < 1200 && !Files.readString(out).contains("git push");
                waited++) {
            assertThat(process.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(Files.readString(out)).contains("git push");

        process.destroy();

        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(left()).isEmpty();
    }

    private Process start(String... words) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        ProcessBuilder builder =
                new ProcessBuilder(
                                Stream.concat(Stream.of(STILE.toString()), Stream.of(words))
                                        .toList())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(
                        Map.of(
                                "PATH", System.getenv("PATH"),
                                "HOME", folder.toString(),
                                "TMPDIR", temporary.toString()));
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private Path ended(Process process) throws InterruptedException {
        boolean ended = process.waitFor(600, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("the demonstration ends").isTrue();
        return folder.resolve("out");
    }

    private List<String> left() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            Stream<Path> temporary = Files.list(folder.resolve("tmp"));
            try (temporary) {
                return Stream.concat(found, temporary)
                        .map(path -> path.getFileName().toString())
                        .filter(name -> !List.of("out", "tmp").contains(name))
                        .toList();
            }
        }
    }
}
