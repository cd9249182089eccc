package dev.stile.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.secret.SecureValue;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.ExitCode;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What becomes of errors that nobody meant. */
final class RunnerTest {
    private static final String SECRET = "a-secret-of-some-length";

    @TempDir private Path folder;

    /** A command with a defect. */
    @Command(name = "broken")
    private static final class Broken implements Action {
        @Override
        public ExitCode run(Desk desk) {
            desk.redactor().register(SecureValue.takeFrom(SECRET.toCharArray()));
            throw new IllegalStateException("the defect, near " + SECRET);
        }
    }

    @Test
    @Proves("TU-44")
    void aDefectLeavesAReportWithoutSecretsAndNoTrace() throws IOException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exit = run(new Broken(), OutputStream.nullOutputStream(), err);

        String told = err.toString(StandardCharsets.UTF_8);
        assertThat(exit).isEqualTo(1);
        assertThat(told)
                .contains("[STL-9001]", "report: " + folder)
                .doesNotContain("\tat ")
                .doesNotContain(SECRET);
        String report = Files.readString(onlyReport());
        assertThat(report)
                .contains("IllegalStateException: the defect, near [REDACTED]", "RunnerTest")
                .doesNotContain(SECRET);
    }

    @Test
    void nothingIsToldWhereNobodyReadsAnyMore() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Action writing =
                desk -> {
                    desk.terminal().result("a line");
                    return ExitCode.DONE;
                };

        int exit =
                run(
                        writing,
                        new OutputStream() {
                            @Override
                            public void write(int unit) throws IOException {
                                throw new IOException("Broken pipe");
                            }
                        },
                        err);

        assertThat(exit).isEqualTo(1);
        assertThat(err.size()).isZero();
    }

    private int run(Action action, OutputStream out, OutputStream err) {
        Surroundings around =
                new Surroundings(
                        Map.of("STILE_HOME", folder.resolve("home").toString()),
                        folder,
                        folder,
                        "tester",
                        Clock.systemUTC(),
                        () -> "0-test");
        return new Runner(around, new CommonOptions(), new Streams(out, err, false))
                .run(new CommandLine(command(action)), List.of());
    }

    private static Object command(Action action) {
        return action instanceof Broken ? action : new Wrapped(action);
    }

    /** A command that does what it was given. */
    @Command(name = "wrapped")
    private record Wrapped(Action action) implements Action {
        @Override
        public ExitCode run(Desk desk) {
            return action.run(desk);
        }
    }

    private Path onlyReport() throws IOException {
        try (Stream<Path> reports = Files.list(folder.resolve("home/reports"))) {
            return reports.toList().getFirst();
        }
    }
}
