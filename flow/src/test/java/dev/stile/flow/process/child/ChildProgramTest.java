package dev.stile.flow.process.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.core.redact.Redactor;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

final class ChildProgramTest {
    private static final StopTimes SHORT =
            new StopTimes(Duration.ofMillis(200), Duration.ofMillis(200));
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path folder;

    private final Queue<String> stderr = new ConcurrentLinkedQueue<>();
    private final Redactor redactor = new Redactor();
    private Children children;

    @BeforeEach
    void open() {
        children = Children.open(folder.resolve("runs"), redactor, new Random());
    }

    @AfterEach
    void close() {
        children.close();
    }

    @Test
    @Proves("FL-16")
    void aDescendantThatLeftTheGroupEndsWithItsRun() throws Exception {
        ChildProgram child =
                shell("setsid sh -c 'sleep 1000 & sleep 1000' & sleep 1000 & echo started; wait");
        assertThat(line(child)).isEqualTo("started");

        child.kill();

        assertThat(processesOf(child.run())).isEmpty();
    }

    @Test
    @Proves("FL-16")
    void aDescendantThatIsJustStartingAnotherProgramEndsToo() throws Exception {
        for (int round = 0; round < 100; round++) {
            ChildProgram child = shell("setsid env sleep 1000 & echo started");
            assertThat(line(child)).isEqualTo("started");

            child.kill();

            assertThat(processesOf(child.run())).isEmpty();
        }
    }

    @Test
    @Proves("FL-16")
    void descendantsEndWhenTheProgramEndedByItself() throws Exception {
        ChildProgram child = shell("setsid sleep 1000 & sleep 1000 & echo started");
        assertThat(line(child)).isEqualTo("started");
        assertThat(child.awaitExit(Deadline.after(LONG))).hasValue(0);
        awaitProcessesOf(child.run(), 2);

        child.stop(SHORT);

        assertThat(processesOf(child.run())).isEmpty();
    }

    @Test
    @Proves("FL-17")
    void aProgramThatEndsWhenItsInputEndsIsNotSignalled() throws Exception {
        ChildProgram child =
                shell("trap 'echo asked >&2' TERM; echo started; read line; echo ended >&2");
        assertThat(line(child)).isEqualTo("started");

        child.stop(new StopTimes(LONG, LONG));

        assertThat(stderr).containsExactly("ended");
    }

    @Test
    @Proves("FL-17")
    void aProgramThatIgnoresTheEndOfItsInputIsAskedAndOneThatIgnoresThatIsKilled()
            throws Exception {
        ChildProgram asked =
                shell(
                        "trap 'echo asked >&2; exit 3' TERM; echo started; while :; do sleep 0.02; done");
        assertThat(line(asked)).isEqualTo("started");
        asked.stop(new StopTimes(Duration.ofMillis(100), LONG));
        assertThat(asked.exitCode()).hasValue(3);

        ChildProgram deaf = shell("trap '' TERM; echo started; while :; do sleep 0.02; done");
        assertThat(line(deaf)).isEqualTo("started");
        deaf.stop(SHORT);
        assertThat(deaf.exitCode()).hasValue(128 + 9);
        assertThat(processesOf(deaf.run())).isEmpty();
    }

    @Test
    @Timeout(1800) // a thousand programs, one after another
    @Proves({"FL-16", "FL-17"})
    void aThousandStartsLeaveNoProcessNoThreadNoHandleAndNoFile() throws Exception {
        children.start(launch("/bin/true")).kill();
        String last = "";
        long handles = handles();

        for (int round = 0; round < 1000; round++) {
            ChildProgram child = children.start(launch("/bin/true"));
            last = child.run();
            child.awaitExit(Deadline.after(LONG));
            child.kill();
        }

        // A thread that wrote to children stays for seconds, and the platform closes what it
        // holds of a process after its end.
        eventually("no thread is left", () -> threads() == 0);
        eventually("no handle is left", () -> handles() <= handles + 3);
        assertThat(children.runningCount()).isZero();
        assertThat(processesOf(last.substring(0, last.lastIndexOf('-') + 1))).isEmpty();
        assertThat(filesBelow(folder.resolve("runs"))).isOne();
    }

    @Test
    @Proves("FL-16")
    void aProgramThatIsNotThereOrMayNotRunIsKnownBeforeTheStart() throws Exception {
        Path plain = Files.writeString(folder.resolve("plain"), "#!/bin/sh\n");

        assertThatThrownBy(() -> Programs.require("no-such-program", "/usr/bin:/bin", folder))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("no-such-program");
        assertThatThrownBy(() -> Programs.require(plain.toString(), "/usr/bin", folder))
                .isInstanceOf(Unavailable.class);
        assertThat(Programs.require("sh", "/usr/bin:/bin", folder)).isExecutable();
    }

    @Test
    @Proves("FL-16")
    void theNextHostEndsWhatAKilledOneLeft() throws Exception {
        Path runs = folder.resolve("other-runs");
        Process host =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledHost.class.getName(),
                                runs.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader said = host.inputReader()) {
            String run = Optional.ofNullable(said.readLine()).orElseThrow();
            host.destroyForcibly().waitFor();
            assertThat(processesOf(run)).isNotEmpty();

            try (Children next = Children.open(runs, new Redactor(), new Random())) {
                assertThat(processesOf(run)).isEmpty();
                assertThat(next.runningCount()).isZero();
            }
        }
    }

    @Test
    void aHostThatEndsTakesItsChildrenAlong() throws Exception {
        ChildProgram child = shell("echo started; sleep 1000");
        assertThat(line(child)).isEqualTo("started");

        children.close();

        assertThat(processesOf(child.run())).isEmpty();
        assertThat(folder.resolve("runs")).isEmptyDirectory();
    }

    @Test
    @Proves("FL-36")
    void aFloodOfStderrIsCountedAndNeverBlocks() throws Exception {
        long began = System.nanoTime();
        ChildProgram child =
                shell(
                        "i=0; while [ $i -lt 30000 ]; do echo line-$i; i=$((i+1)); done >&2; echo done");

        assertThat(line(child)).isEqualTo("done");
        eventually("all is read", () -> child.lastErrors().endsWith("line-29999\n"));
        child.stop(SHORT);

        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds() + 2;
        long leftOut =
                stderr.stream()
                        .filter(text -> text.endsWith(" lines were left out"))
                        .mapToLong(text -> Long.parseLong(text.split(" ")[0]))
                        .sum();
        assertThat(stderr.stream().filter(text -> text.startsWith("line-")).count())
                .isEqualTo(30_000 - leftOut)
                .isLessThanOrEqualTo(100 * seconds);
        assertThat(child.lastErrors()).endsWith("line-29999\n").hasSizeLessThanOrEqualTo(2048);
    }

    @Test
    @Proves({"TU-44", "FL-36"})
    void aSecretOnTwoLinesOfStderrIsTakenOutBeforeTheLinesAreToldApart() throws Exception {
        redactor.register("gate-token-4711".getBytes(StandardCharsets.UTF_8));
        ChildProgram child =
                shell("echo before gate-to >&2; echo started; read l; echo '  ken-4711 after' >&2");
        assertThat(line(child)).isEqualTo("started");

        child.stop(new StopTimes(LONG, LONG));

        assertThat(stderr).containsExactly("before [REDACTED] after");
        assertThat(child.lastErrors()).isEqualTo("before [REDACTED] after\n");
    }

    @Test
    @Proves("FL-36")
    void whatOnlyBeginsLikeASecretIsToldAtTheEndOfStderr() throws Exception {
        redactor.register("gate-token-4711".getBytes(StandardCharsets.UTF_8));
        ChildProgram child = shell("echo gate-to >&2; printf gate-tok >&2");

        child.stop(new StopTimes(LONG, LONG));

        assertThat(stderr).containsExactly("gate-to", "gate-tok");
    }

    private ChildProgram shell(String script) {
        return children.start(launch("/bin/sh", "-c", script));
    }

    private Launch launch(String program, String... arguments) {
        return new Launch(
                Path.of(program),
                List.of(arguments),
                Map.of("PATH", "/usr/bin:/bin"),
                folder,
                64 * 1024,
                (run, line) -> stderr.add(line));
    }

    private static String line(ChildProgram child) throws InterruptedException {
        return new String(child.poll(LONG).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    /** One that is just becoming another program shows no environment for a moment. */
    private static void awaitProcessesOf(String run, int count) throws IOException {
        eventually(count + " processes of " + run, () -> processesOf(run).size() == count);
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void eventually(String what, Condition condition) throws IOException {
        Deadline deadline = Deadline.after(LONG);
        while (!condition.holds()) {
            assertThat(deadline.isPast()).as(what).isFalse();
            Thread.onSpinWait();
        }
    }

    private static List<Path> processesOf(String run) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                if (environment(process).contains("STILE_RUN_ID=" + run)) {
                    found.add(process);
                }
            }
        }
        return found;
    }

    private static String environment(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private static int threads() {
        return (int)
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("stile-child"))
                        .count();
    }

    private static long handles() throws IOException {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    private static long filesBelow(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.count() - 1;
        }
    }
}
