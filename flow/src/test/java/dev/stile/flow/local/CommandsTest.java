package dev.stile.flow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Quota;
import dev.stile.core.redact.Redactor;
import dev.stile.core.store.TestHome;
import dev.stile.flow.local.Commands.Argument;
import dev.stile.flow.process.child.Children;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

final class CommandsTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C", "POND_TOKEN", "secret-of-ours");

    @TempDir Path folder;

    private Path program;
    private Path told;
    private RuleFolders folders;
    private Children children;

    @BeforeEach
    void open() throws Exception {
        folders = new RuleFolders(TestHome.in(folder));
        children = Children.open(folder.resolve("processes"), new Redactor(), new Random());
        told = folders.of("alarm").resolve("told");
        program =
                script(
                        """
                        #!/bin/sh
                        for argument in "$@"; do echo "[$argument]"; done > told
                        cat >> told
                        env | sort >> told
                        pwd >> told
                        """);
    }

    @AfterEach
    void close() {
        children.close();
    }

    private Path script(String text) throws Exception {
        Path script = Files.createTempFile(folder, "program", ".sh");
        Files.writeString(script, text);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private Commands commands(ExecGrant grant) {
        return new Commands(folders, grant, new ChildRunner(() -> children), ENVIRONMENT);
    }

    private static Argument outside(Json value) {
        return new Argument.Outside(Tainted.of(value, Label.ofUser()));
    }

    private void run(Path script, List<Argument> arguments, Optional<Json> input) {
        run(script, arguments, input, Duration.ofSeconds(60));
    }

    private void run(
            Path script, List<Argument> arguments, Optional<Json> input, Duration longest) {
        Commands commands =
                commands(
                        (rule, program) ->
                                Optional.of(List.<Quota.Count>of())
                                        .filter(yes -> rule.equals("alarm")));
        commands.run(
                Deadline.after(Duration.ofSeconds(120)),
                commands.prepare(
                        "alarm",
                        script.toString(),
                        arguments,
                        input.map(value -> Tainted.of(value, Label.ofUser())),
                        longest));
    }

    @Test
    @Proves({"FL-72", "TU-67"})
    void everyValueIsOneArgumentAndNoShellReadsIt() throws Exception {
        run(
                program,
                List.of(
                        new Argument.Literal("--level"),
                        outside(Json.text("$(touch owned); a  b")),
                        outside(Json.number(7)),
                        new Argument.Literal("--"),
                        outside(Json.text("-rf"))),
                Optional.of(Json.object().put("message", "a\nb").build()));
        List<String> lines = Files.readAllLines(told);
        assertThat(lines.subList(0, 6))
                .containsExactly(
                        "[--level]",
                        "[$(touch owned); a  b]",
                        "[7]",
                        "[--]",
                        "[-rf]",
                        "{\"message\":\"a\\nb\"}");
        assertThat(folders.of("alarm").resolve("owned")).doesNotExist();
    }

    @Test
    @Proves("FL-15")
    void onlyAFewVariablesArePassedOnAndTheFolderIsTheRulesOwn() throws Exception {
        run(program, List.of(), Optional.empty());
        String all = Files.readString(told);
        assertThat(all).contains("LC_ALL=C", "HOME=" + folders.of("alarm"), "TMPDIR=");
        assertThat(all)
                .doesNotContain("POND_TOKEN")
                .endsWith(folders.of("alarm").toRealPath() + "\n");
    }

    @Test
    @Proves("FL-72")
    void aValueThatBeginsWithADashIsRefusedUnlessItFollowsTwoDashes() {
        assertThatThrownBy(() -> run(program, List.of(outside(Json.text("-rf"))), Optional.empty()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("dash");
        assertThatThrownBy(
                        () ->
                                run(
                                        program,
                                        List.of(
                                                new Argument.Literal("--"),
                                                outside(Json.text("a\nb"))),
                                        Optional.empty()))
                .isInstanceOf(Failure.class);
        assertThat(told).doesNotExist();
    }

    @Test
    @Proves("FL-72")
    void withoutAGrantNothingIsStarted() {
        Commands commands = commands(ExecGrant.none());
        assertThatThrownBy(
                        () ->
                                commands.prepare(
                                        "alarm",
                                        program.toString(),
                                        List.of(),
                                        Optional.empty(),
                                        Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo("exec_not_granted"));
        assertThat(told).doesNotExist();
    }

    /** One that ended and was not collected yet has no command line. */
    private static boolean runs(String process) {
        try {
            return Files.readAllBytes(Path.of("/proc", process, "cmdline")).length > 0;
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    @Proves("FL-16")
    void whatAProgramStartedEndsWithIt() throws Exception {
        Path leaving = script("#!/bin/sh\nsleep 1000 >/dev/null 2>&1 &\necho $! > left\n");
        run(leaving, List.of(), Optional.empty());
        String left = Files.readString(folders.of("alarm").resolve("left")).strip();
        assertThat(runs(left)).isFalse();
        assertThat(children.runningCount()).isZero();
    }

    @Test
    void aProgramThatIsMissingIsRefusedAndOneThatFailsOrHangsIsToldApart() throws Exception {
        assertThatThrownBy(() -> run(folder.resolve("none"), List.of(), Optional.empty()))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo("program_refused"));
        Path failing = script("#!/bin/sh\nexit 3\n");
        assertThatThrownBy(() -> run(failing, List.of(), Optional.empty()))
                .hasMessageContaining("ended with 3");
        Path killed = script("#!/bin/sh\nkill -9 $$\n");
        assertThatThrownBy(() -> run(killed, List.of(), Optional.empty()))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo("delivery_unknown"));
        Path hanging = script("#!/bin/sh\nsleep 1000\n");
        assertThatThrownBy(() -> run(hanging, List.of(), Optional.empty(), Duration.ofSeconds(2)))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo("delivery_unknown"));
    }
}
